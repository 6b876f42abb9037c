/**
 * Makes text comparable and storable: compatibility forms unified (NFKC), soft hyphens, control characters and
 * broken surrogates dropped (PostgreSQL refuses NUL). Tabs and line feeds stay.
 */
export function cleanText(text: string): string {
  return keepMeaningOfDigits(text)
    .normalize('NFKC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00ad\p{Cs}]|(?![\t\n])\p{Cc}/gu, '')
}

/** NFKC alone would turn 10⁹ into 109, and 2½ tablets into 21⁄2. */
function keepMeaningOfDigits(text: string): string {
  return text
    .replace(/(?<=[\p{L}\p{N})])[⁺⁻]?[⁰¹²³⁴-⁹]+/gu, (raised) => `^${raised.replace('⁻', '-')}`)
    .replace(/(?<=\p{Nd})[¼½¾⅐-⅞]/gu, ' $&')
    .replace(/[¼½¾⅐-⅞]/g, (fraction) => fraction.normalize('NFKC').replace('\u2044', '/'))
}
