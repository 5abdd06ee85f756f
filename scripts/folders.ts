import path from 'node:path'

/** Everything that is made at run time and ignored by git. */
export const dataFolder = path.resolve('.data')
/** The embedded server of demo and dev, and generated database passwords. */
export const databaseFolder = path.join(dataFolder, 'postgres')
/** What the demo prints, for programs. */
export const demoFile = path.join(dataFolder, 'demo.json')
