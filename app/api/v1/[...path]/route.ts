import { answering, refusal } from '@/lib/api/handler'

/** Whatever the contract does not have is answered as the contract answers. */
function nothingHere(request: Request): Promise<Response> {
  return answering(request, async () => refusal('not_found', 'The contract has no such call'))
}

export {
  nothingHere as GET,
  nothingHere as POST,
  nothingHere as PUT,
  nothingHere as PATCH,
  nothingHere as DELETE,
}
