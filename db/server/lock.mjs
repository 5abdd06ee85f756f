import { createHash } from 'node:crypto'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * A lock that the kernel holds: a listening abstract socket (Linux). It cannot go stale, because it vanishes with
 * its process however that ends, and the next one can ask the holder what it is doing.
 * Plain ESM because the bootstrap needs it before anything is installed.
 */

/** @param {string} purpose @param {string} folder */
function addressOf(purpose, folder) {
  const digest = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 32)
  return `\0obratno-${purpose}-${digest}`
}

export async function tryLock(purpose, folder, status = {}) {
  const current = { pid: process.pid, ...status }
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(JSON.stringify(current))
  })
  const taken = await new Promise((resolve, reject) => {
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(true) : reject(error)))
    server.listen(addressOf(purpose, folder), () => resolve(false))
  })
  if (taken) return null
  server.unref()
  return {
    update(more) {
      Object.assign(current, more)
    },
    release() {
      return new Promise((resolve) => server.close(() => resolve(undefined)))
    },
  }
}

export function askHolder(purpose, folder) {
  return new Promise((resolve) => {
    let text = ''
    const socket = net.connect(addressOf(purpose, folder))
    socket.setEncoding('utf8').setTimeout(2000, () => socket.destroy())
    socket.on('data', (chunk) => (text += chunk))
    socket.on('error', () => resolve(null))
    socket.on('close', () => {
      try {
        resolve(JSON.parse(text))
      } catch {
        resolve(null)
      }
    })
  })
}

export async function waitForLock(purpose, folder, onWait, status = {}) {
  for (let told = false; ;) {
    const lock = await tryLock(purpose, folder, status)
    if (lock) return lock
    if (!told) {
      onWait(await askHolder(purpose, folder))
      told = true
    }
    await pause(100)
  }
}
