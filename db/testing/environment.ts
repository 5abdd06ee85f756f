import { workerDatabase } from './database'

// Before any test file is loaded: the application's own client then connects to this worker's clone.
const { ownerUrl, appUrl } = await workerDatabase()
process.env.DATABASE_URL = ownerUrl
process.env.APP_DATABASE_URL = appUrl
