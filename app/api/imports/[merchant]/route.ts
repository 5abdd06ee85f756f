import { actionCaller } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { uploadImport } from '@/lib/imports/commands'
import { limits } from '@/lib/imports/read/limits'
import { receiveFile } from '@/lib/imports/receive'
import { uploadInput, type UploadedImport } from '@/lib/imports/schemas'
import { refuse, type RefusalCode, type Result } from '@/lib/result'

const statuses: Partial<Record<RefusalCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  // Not an error of the request: the page asked whether the file will do, and this is the answer.
  unsupported_file: 200,
}

/**
 * Takes a file as the body of a request of the cabinet's own page. Not a server action, and below /api, because
 * both would hold the whole body in memory; so it checks for itself that the page is ours.
 */
export async function POST(
  request: Request,
  context: RouteContext<'/api/imports/[merchant]'>,
): Promise<Response> {
  const { merchant } = await context.params
  const result = await take(request, merchant)
  return Response.json(result, {
    status: result.ok ? 201 : (statuses[result.error.code] ?? 409),
    headers: { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' },
  })
}

async function take(request: Request, merchantSlug: string): Promise<Result<UploadedImport>> {
  if (!isOwnPage(request)) return refuse('forbidden', 'Files are taken from the cabinet only')
  const caller = await actionCaller(merchantSlug)
  if (!caller.ok) return caller
  const input = uploadInput.safeParse({
    commandId: request.headers.get('x-command-id'),
    fileName: decoded(request.headers.get('x-file-name') ?? ''),
  })
  if (!input.success) return refuse('invalid', 'The upload has no command id or no file name')
  const tooLarge = refuse('unsupported_file', 'The file is too large', {
    params: { problem: 'too_large', max: limits.fileBytes / 1024 / 1024 },
  })
  if (!caller.data.can.has('import.run')) return refuse('forbidden', 'Importing is not allowed to this role')
  if (Number(request.headers.get('content-length') ?? 0) > limits.fileBytes) return tooLarge
  const received = await receiveFile(request.body)
  if (!received) return tooLarge
  try {
    return await upload(caller.data, input.data, received)
  } finally {
    await received.dispose()
  }
}

function upload(
  caller: Caller,
  { commandId, fileName }: { commandId: string; fileName: string },
  { bytes, sha256 }: { bytes: Parameters<typeof uploadImport>[1]['file']['bytes']; sha256: string },
): Promise<Result<UploadedImport>> {
  return uploadImport(caller, { commandId, file: { name: fileName, bytes, sha256 } }, new Date())
}

/** Another site's page may send the cookie along; its browser says where the request comes from. */
function isOwnPage(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = request.headers.get('origin')
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get('host')
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return ''
  }
}
