import type { UploadedImport } from '@/lib/imports/schemas'
import type { Result } from '@/lib/result'

type Upload = {
  merchantSlug: string
  file: File
  commandId: string
  signal: AbortSignal
  onProgress: (share: number) => void
}

/**
 * Sends a file as it is, and tells how far it is. XMLHttpRequest, because fetch cannot tell that of an upload.
 * Rejects when the server cannot be reached or the upload was stopped.
 */
export function sendFile({
  merchantSlug,
  file,
  commandId,
  signal,
  onProgress,
}: Upload): Promise<Result<UploadedImport>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports/${encodeURIComponent(merchantSlug)}`)
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-command-id', commandId)
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name.slice(0, 250)))
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      const answer: unknown = request.response
      if (isResult(answer)) resolve(answer)
      else reject(new Error(`The upload was answered with ${request.status}`))
    }
    request.onerror = () => reject(new Error('The server was not reached'))
    request.onabort = () => reject(new Error('The upload was stopped'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function isResult(answer: unknown): answer is Result<UploadedImport> {
  return typeof answer === 'object' && answer !== null && 'ok' in answer
}
