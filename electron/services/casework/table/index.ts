export { readTableApart, type ListSource } from './apart.ts'
export { guessMapping } from './guess.ts'
export { mapRows, type Mapping } from './mapping.ts'
