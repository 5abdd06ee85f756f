// The way in for every npm script. Runs on the machine's own Node (20 or newer) with nothing installed: brings the
// packages of the lock file, then hands over to the Node that comes with them.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { waitForLock } from '../db/server/lock.mjs'

const commands = ['demo', 'dev', 'start', 'build', 'migrate', 'simulate', 'bench', 'test', 'check']
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const [command, ...args] = process.argv.slice(2)

if (!commands.includes(command)) stop(`Usage: node scripts/bootstrap.mjs <${commands.join('|')}> [options]`)
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`Node ${process.versions.node} is too old: 20 or newer is needed to install the project`)
}
process.chdir(root)
process.env.PATH = `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH ?? ''}`
process.env.NEXT_TELEMETRY_DISABLED = '1'
if (!isInstalled()) await install()
await handOver(findNode())

/** Whether every package of the lock file is there in its version; what is optional may be missing. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
    const present = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([place, { version, optional, link }]) =>
        place === '' || link || (present[place] ? present[place].version === version : optional),
    )
  } catch (error) {
    if (error.code === 'ENOENT' && error.path !== 'package-lock.json') return false
    throw error
  }
}

async function install() {
  const lock = await waitForLock('install', root, (holder) =>
    say(`Process ${holder?.pid ?? '(unknown)'} is installing the packages right now; waiting for it`),
  )
  try {
    if (isInstalled()) return
    say('Installing the packages of package-lock.json (npm ci); about a minute')
    const started = Date.now()
    const beat = setInterval(() => say(`… still installing, ${seconds(started)} s`), 10_000)
    // Development packages too: the build and the tests need them, whatever NODE_ENV says.
    const child = spawn('npm', ['ci', '--include=dev', '--include=optional'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const code = await ended(child)
    clearInterval(beat)
    if (code !== 0) stop('npm ci failed; what it said is above', code)
    say(`Packages installed in ${seconds(started)} s`)
  } finally {
    await lock.release()
  }
}

/** The Node that came with the packages; else the one that runs this, when it is new enough. */
function findNode() {
  const bundled = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(bundled)) {
    const probe = spawnSync(bundled, ['--version'], { encoding: 'utf8' })
    if (probe.status === 0) return bundled
    say(
      `${bundled} does not run here (${probe.error?.message ?? probe.stderr.trim()}); trying this machine's Node`,
    )
  }
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath
  stop(
    `Node 22 or newer is needed, this is ${process.versions.node}, and no Node for ${process.platform}-${process.arch} ` +
      'came with the packages. Install a newer Node and try again.',
  )
}

async function handOver(node) {
  const script = path.join('scripts', `${command}.ts`)
  const flags = ['--conditions=react-server', '--import', 'tsx', script, ...args]
  // Ended with this process even when that is killed, so that no server is left behind.
  const tied =
    process.platform === 'linux' && spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status === 0
  const child = tied
    ? spawn('setpriv', ['--pdeathsig', 'TERM', '--', node, ...flags], { stdio: 'inherit' })
    : spawn(node, flags, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
    process.on(signal, () => child.kill(signal))
  process.exit(await ended(child))
}

/** The exit code of a child, by the shell's rule 128 + signal when it was killed. */
function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error)
      resolve(1)
    })
    child.on('exit', (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]))
  })
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}

function say(line) {
  console.log(`› ${line}`)
}

function stop(line, code = 1) {
  console.error(`✗ ${line}`)
  process.exit(code)
}
