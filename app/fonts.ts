import localFont from 'next/font/local'

// Inter 4, variable in weight and optical size, cut by script as @fontsource-variable/inter ships it.
export const latin = localFont({
  src: './fonts/inter-latin.woff2',
  weight: '100 900',
  variable: '--font-latin',
  display: 'swap',
  // Its stand-in would catch Cyrillic letters before the next face is asked.
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD',
    },
  ],
})

export const cyrillic = localFont({
  src: './fonts/inter-cyrillic.woff2',
  weight: '100 900',
  variable: '--font-cyrillic',
  display: 'swap',
  declarations: [{ prop: 'unicode-range', value: 'U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116' }],
})

// ₽ and its neighbours, cut out of the extended Latin file: 3 kB in place of 133.
export const currency = localFont({
  src: './fonts/inter-currency.woff2',
  weight: '100 900',
  variable: '--font-currency',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+20B4, U+20B8, U+20BA, U+20BD' }],
})
