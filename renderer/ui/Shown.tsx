import { visible } from '../../shared/encoding/index.ts'

/** Text of a stranger or typed by somebody: what can't be seen in it is written out, and its direction stays its own. */
export function Shown({ children, lines = false }: { children: string; lines?: boolean }) {
  return <bdi>{visible(children, { lines })}</bdi>
}
