/** The most of these numbers, all different, that already rise: the others are those that moved. */
export function longestRise(numbers: readonly number[]): Set<number> {
  const best: { length: number; previous: number }[] = []
  let last = -1
  numbers.forEach((number, at) => {
    let previous = -1
    for (let earlier = 0; earlier < at; earlier += 1) {
      if (numbers[earlier]! < number && (best[earlier]?.length ?? 0) > (best[previous]?.length ?? 0)) {
        previous = earlier
      }
    }
    best[at] = { length: (best[previous]?.length ?? 0) + 1, previous }
    if ((best[at]?.length ?? 0) > (best[last]?.length ?? 0)) last = at
  })
  const rise = new Set<number>()
  for (let at = last; at >= 0; at = best[at]?.previous ?? -1) rise.add(numbers[at]!)
  return rise
}
