import { RouterProvider } from '@tanstack/react-router'
import { router } from '../../router.tsx'

/** Everything behind the gate: loaded while somebody types the passphrase. */
export default function Inside() {
  return <RouterProvider router={router} />
}
