export type * from './ports.ts'
export { createPeople, type People } from './people.ts'
export { createThrottle } from './throttle.ts'
