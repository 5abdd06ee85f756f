import { parseAllowed } from '@/lib/webhooks/addresses'

export type SettingProblem = { name: string; message: string }

type Environment = Record<string, string | undefined>

const shortestSecret = 32
const knownSecrets = /^(secret|password|changeme|change-me|example|test|demo)/i

/**
 * What is unsafe or missing in the settings of a production server, each by the name of its variable. Empty when
 * it may start. Pure; the database is looked at by `inspectSafety`.
 */
export function inspectSettings(env: Environment): SettingProblem[] {
  return [
    ...inspectUrl(env, 'DATABASE_URL', true),
    ...inspectUrl(env, 'APP_DATABASE_URL', false),
    ...inspectSecret(env),
    ...inspectAddress(env),
    ...inspectRest(env),
  ]
}

function inspectUrl(env: Environment, name: string, needed: boolean): SettingProblem[] {
  const value = env[name]
  if (!value)
    return needed ? [{ name, message: 'is missing: postgres://user:password@host:5432/database' }] : []
  const ours = URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol)
  return ours ? [] : [{ name, message: 'is not a postgres:// URL' }]
}

function inspectSecret(env: Environment): SettingProblem[] {
  const name = 'AUTH_SECRET'
  const value = env[name]
  if (!value) return [{ name, message: 'is missing: make one with  openssl rand -base64 32' }]
  if (value.length < shortestSecret) {
    return [
      { name, message: `is too short: ${value.length} characters, at least ${shortestSecret} are needed` },
    ]
  }
  if (new Set(value).size < 10 || knownSecrets.test(value)) {
    return [{ name, message: 'can be guessed: make one with  openssl rand -base64 32' }]
  }
  return []
}

function inspectAddress(env: Environment): SettingProblem[] {
  const name = 'APP_URL'
  const value = env[name]
  if (!value)
    return [{ name, message: 'is missing: the address that people open, https://returns.example.com' }]
  if (!URL.canParse(value)) return [{ name, message: 'is not an address: https://returns.example.com' }]
  const { protocol, pathname, search, hash } = new URL(value)
  const problems: SettingProblem[] = []
  if (protocol !== 'https:' && !(protocol === 'http:' && env.ALLOW_HTTP === '1')) {
    problems.push({
      name,
      message: 'must begin with https:// (ALLOW_HTTP=1 allows http:// in a closed network)',
    })
  }
  if (pathname !== '/' || search || hash)
    problems.push({ name, message: 'must be an origin, without a path' })
  return problems
}

function inspectRest(env: Environment): SettingProblem[] {
  const problems: SettingProblem[] = []
  if (env.NODE_ENV && env.NODE_ENV !== 'production') {
    problems.push({ name: 'NODE_ENV', message: `must be "production" or not set, not "${env.NODE_ENV}"` })
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    problems.push({
      name: 'NODE_TLS_REJECT_UNAUTHORIZED',
      message: 'must not be 0: it accepts any certificate',
    })
  }
  const { wrong } = parseAllowed(env.WEBHOOK_ALLOW_HOSTS)
  if (wrong.length > 0) {
    const message = `holds what is neither a host, an address nor a network: ${wrong.join(', ')}`
    problems.push({ name: 'WEBHOOK_ALLOW_HOSTS', message })
  }
  const port = Number(env.PORT || '3000')
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    problems.push({ name: 'PORT', message: 'must be a number between 1 and 65535' })
  }
  return problems
}
