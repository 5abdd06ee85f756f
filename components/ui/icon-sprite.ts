import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { icons } from 'lucide-react'
import { iconNames } from './icon-names'

function lucideName(name: string): keyof typeof icons {
  const pascal = name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())
  if (!Object.hasOwn(icons, pascal)) throw new Error(`lucide has no icon ${name}`)
  return pascal as keyof typeof icons
}

/** The text of `icons.svg`: one symbol for each name, drawn by lucide. */
export function buildSprite(): string {
  const symbols = iconNames.map((name) => {
    const markup = renderToStaticMarkup(createElement(icons[lucideName(name)]))
    const inner = markup
      .replace(/^<svg[^>]*>/, '')
      .replace(/<\/svg>$/, '')
      .replaceAll(/><\/\w+>/g, '/>')
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\n${symbols.join('\n')}\n</svg>\n`
}
