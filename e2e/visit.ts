import { expect, type Page } from '@playwright/test'

/** Goes to an address and waits until the page is awake; answers the response. */
export async function visit(page: Page, address: string) {
  const answer = await page.goto(address)
  await awake(page)
  return answer
}

/** The same for a reload. */
export async function reload(page: Page): Promise<void> {
  await page.reload()
  await awake(page)
}

/**
 * Resolves when nothing waits to be streamed in, React answers for every control, and the effects of that have run.
 * A page that has loaded is not that far yet: what is pressed or typed before is lost, what is read is a skeleton.
 */
export async function awake(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(asleep), { message: 'what is not awake yet', intervals: [20, 40, 80] })
    .toEqual([])
  // The effects of a commit are queued by then, and what is done in the background waits for that queue. Being idle
  // is more: a page whose frames take longer than the screen's, as on a busy machine, may never be.
  await page.evaluate(() => window.scheduler.postTask(() => {}, { priority: 'background' }))
}

/** Boundaries whose content has not come or not been shown, and controls that nobody listens to. */
function asleep(): string[] {
  const found: string[] = []
  const comments = document.createNodeIterator(document, NodeFilter.SHOW_COMMENT)
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    if (/^\$[?~]/.test(comment.nodeValue ?? '')) found.push('a boundary that is being streamed')
  }
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea'
  for (const control of document.querySelectorAll(controls)) {
    const known = Object.keys(control).some((key) => key.startsWith('__reactProps$'))
    if (!known) found.push(control.outerHTML.slice(0, 80))
  }
  return found.slice(0, 3)
}

/** Nothing moves any more, for what ends at all is brought to its end, and every typeface is there. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
    }
  })
  await expect(page.locator('main [aria-hidden] .animate-pulse')).toHaveCount(0)
}
