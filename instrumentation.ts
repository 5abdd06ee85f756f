import type { Instrumentation } from 'next'
import { requestIdHeader } from '@/lib/auth/policy'

/** Every error of a page, action or route, under the number that the person sees (`digest`) and the request's own. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { log } = await import('@/lib/log')
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  const requestId = [request.headers[requestIdHeader]].flat()[0]
  log.error(
    {
      err: error,
      digest,
      requestId,
      method: request.method,
      route: context.routePath,
      kind: context.routeType,
    },
    'A request failed',
  )
}
