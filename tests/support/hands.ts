import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunOptions } from 'axe-core'
import type { Page, SerializedAXNode } from 'puppeteer-core'
import { REPOSITORY } from './oxlint.ts'

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8')
const AXE_OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

/** A person at the window: finds things by what they are called, clicks and types. */
export interface Hands {
  sees(text: string | RegExp, timeout?: number): Promise<void>
  /** Clicks whatever has that accessible name and role. */
  press(name: string, role?: string): Promise<void>
  /** Types into the field of that accessible name. */
  type(name: string, text: string): Promise<void>
  /** What axe-core finds wrong, one line a fault. */
  faults(): Promise<string[]>
}

export function createHands(page: Page, patience = 15_000): Hands {
  const selector = (name: string, role: string) => `::-p-aria([name="${name.replaceAll('"', '\\"')}"][role="${role}"])`

  /** What went wrong, with what was there instead. */
  async function lost(name: string, role: string, cause: unknown): Promise<never> {
    const flatten = (node: SerializedAXNode): SerializedAXNode[] => [node, ...(node.children ?? []).flatMap(flatten)]
    const tree = await page.accessibility.snapshot({ interestingOnly: true })
    const named = tree === null ? [] : flatten(tree).filter((node) => node.name && node.role !== 'StaticText')
    const there = named.map((node) => `${node.role} "${node.name}"`)
    throw new Error(`No ${role} "${name}". There are:\n${there.join('\n')}`, { cause })
  }
  return {
    async sees(text, timeout = patience) {
      const [source, flags] = text instanceof RegExp ? [text.source, text.flags] : [text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), '']
      const seen = (pattern: string, how: string) => new RegExp(pattern, how).test(document.body.innerText)
      await page.waitForFunction(seen, { timeout }, source, flags).catch(async () => {
        throw new Error(`Not to be seen: ${String(text)}\n---\n${await page.evaluate(() => document.body.innerText)}`)
      })
    },
    async press(name, role = 'button') {
      // A dialog that is still fading away would catch the click.
      const found = page.locator(selector(name, role)).setTimeout(patience).filter(isOnTop)
      await found.click().catch((error: unknown) => lost(name, role, error))
    },
    async type(name, text) {
      const found = page.locator(selector(name, 'textbox')).setTimeout(patience)
      const field = await found.waitHandle().catch((error: unknown) => lost(name, 'textbox', error))
      await field.focus()
      await page.keyboard.sendCharacter(text)
    },
    async faults() {
      await page.evaluate(AXE)
      return page.evaluate(async (options) => {
        const axe = Reflect.get(window, 'axe') as typeof import('axe-core')
        const { violations } = await axe.run(document, options)
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))
      }, AXE_OPTIONS)
    },
  }
}

/** Runs in the page: whether a click in the middle of the element reaches it. */
function isOnTop(element: Element): boolean {
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  const { left, top, width, height } = element.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  return hit !== null && (element.contains(hit) || hit.contains(element))
}
