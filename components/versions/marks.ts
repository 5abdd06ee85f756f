export type Marks = readonly [head: string, middle: string, tail: string]

/** Where two sentences differ: each cut into what they begin with alike, its own middle, and what they end with alike. */
export function changedMiddle(before: string, after: string): { before: Marks; after: Marks } {
  const [left, right] = [words(before), words(after)]
  const most = Math.min(left.length, right.length)
  let head = 0
  while (head < most && left[head] === right[head]) head += 1
  let tail = 0
  while (tail < most - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1
  const cut = (all: string[]): Marks => [
    all.slice(0, head).join(''),
    all.slice(head, all.length - tail).join(''),
    all.slice(all.length - tail).join(''),
  ]
  return { before: cut(left), after: cut(right) }
}

/** Words with the ordinary space that follows them; what a no-break space holds together stays one. */
function words(sentence: string): string[] {
  return sentence.match(/[^ ]+ *| +/g) ?? []
}
