import { SaxesParser } from 'saxes'
import { UnreadableFile } from './problem'

/** What happens while a part of a workbook is read; element names come without their namespace prefix. */
export type XmlHandler = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/**
 * Feeds a part to the handler piece by piece and yields after each, so that who reads can take what has gathered.
 * Entities of a DTD are not expanded. Throws UnreadableFile when the XML is broken.
 */
export async function* readXml(
  part: string,
  bytes: AsyncIterable<Buffer>,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', () => {
    throw new UnreadableFile('workbook_broken', { part })
  })
  const { open, text, close } = handler
  if (open) parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes))
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  if (close) parser.on('closetag', (tag) => close(localName(tag.name)))
  const decoder = new TextDecoder('utf-8')
  for await (const piece of bytes) {
    parser.write(decoder.decode(piece, { stream: true }))
    yield
  }
  parser.write(decoder.decode())
  parser.close()
  yield
}

/** Reads a part to its end. */
export async function drainXml(
  part: string,
  bytes: AsyncIterable<Buffer>,
  handler: XmlHandler,
): Promise<void> {
  const steps = readXml(part, bytes, handler)
  while (!(await steps.next()).done);
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
