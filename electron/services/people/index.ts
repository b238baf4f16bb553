export type * from './ports.ts'
export { createPeople, type Admit, type People } from './people.ts'
export { sealContext } from './session.ts'
export { createThrottle, type Throttle } from './throttle.ts'
