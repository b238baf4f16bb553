/** Below the bag's folder. */
export const exhibitPath = (number: number, name: string): string =>
  `data/exhibits/${String(number).padStart(3, '0')}/${name}`
