export type * from './ports.ts'
export { createPeople, type Admit, type People } from './people.ts'
export { createThrottle } from './throttle.ts'
