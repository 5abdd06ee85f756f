/** An article of a demo shop; `price` in kopecks, `weight` in grams. `weights` how often it is bought, relative. */
export type Good = {
  sku: string
  name: string
  category: string
  supplier: string
  price: number
  weight: number
  madeToOrder?: boolean
  technicallyComplex?: boolean
  popularity: number
}

type Traits = { popularity?: number; madeToOrder?: boolean; technicallyComplex?: boolean }

/** One article in its variants: `code | name | category | supplier | roubles | grams | suffix=what is added to the name; …`. */
export function goods(table: string, traits: Record<string, Traits> = {}): Good[] {
  return table
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [code = '', name = '', category = '', supplier = '', roubles = '', grams = '', variants = ''] =
        row.split('|').map((cell) => cell.trim())
      const { popularity = 1, ...flags } = traits[code] ?? {}
      return variants.split(';').map((variant) => {
        const [suffix = '', words = ''] = variant.split('=').map((part) => part.trim())
        return {
          sku: suffix ? `${code}-${suffix}` : code,
          name: words ? `${name}, ${words}` : name,
          category,
          supplier,
          price: Number(roubles) * 100,
          weight: Number(grams),
          popularity,
          ...flags,
        }
      })
    })
}
