import { posix, relative, resolve, sep } from 'node:path'
import { inHouse, judge, placeOf, type Way } from './judge.ts'

/** The few shapes of a syntax tree (ESTree) that the rule looks at. */
interface SyntaxNode {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
  readonly computed?: boolean
  readonly source?: SyntaxNode | null
  readonly expression?: SyntaxNode
  readonly callee?: SyntaxNode
  readonly arguments?: readonly SyntaxNode[]
  readonly object?: SyntaxNode
  readonly property?: SyntaxNode
  readonly meta?: SyntaxNode
  readonly expressions?: readonly SyntaxNode[]
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[]
}

interface RuleContext {
  readonly physicalFilename: string
  report(fault: { node: SyntaxNode; message: string }): void
}

const ROOT = resolve(import.meta.dirname, '..')

function literal(node: SyntaxNode | null | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions?.length === 0) return node.quasis?.[0]?.value.cooked ?? null
  return null
}

const isImportMeta = (node: SyntaxNode | undefined): boolean => node?.type === 'MetaProperty' && node.meta?.name === 'import'

const isMember = (node: SyntaxNode | undefined, name: string): boolean =>
  node?.type === 'MemberExpression' && node.computed !== true && node.property?.name === name

/** `require(…)`, `require.resolve(…)` and `import.meta.resolve(…)`. */
function loads(callee: SyntaxNode | undefined): boolean {
  if (callee?.type === 'Identifier') return callee.name === 'require'
  return isMember(callee, 'resolve') && (isImportMeta(callee?.object) || callee?.object?.name === 'require')
}

const table = {
  meta: { type: 'problem', docs: { description: 'Each room imports only what lint/table.ts allows it.' } },
  create(context: RuleContext) {
    const file = relative(ROOT, context.physicalFilename).split(sep).join(posix.sep)
    if (!inHouse(file)) return {}
    const place = placeOf(file)
    if (place === null) {
      return { Program: (node: SyntaxNode) => context.report({ node, message: `${file} lies in no room of lint/table.ts` }) }
    }

    const check = (node: SyntaxNode, named: SyntaxNode | null | undefined, way: Way): void => {
      const specifier = literal(named)
      const fault = specifier === null ? "loads a name that can't be read here: write it out" : judge(place, file, specifier, way)
      if (fault !== null) context.report({ node, message: `${place.room.name} (${place.at}) ${fault}` })
    }
    const checkSource = (node: SyntaxNode): void => {
      // `export { x }` has no source.
      if (node.source !== null) check(node, node.source, 'import')
    }

    return {
      ImportDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ImportExpression: checkSource,
      TSImportType: checkSource,
      TSExternalModuleReference: (node: SyntaxNode) => check(node, node.expression, 'import'),
      CallExpression(node: SyntaxNode) {
        if (loads(node.callee)) check(node, node.arguments?.[0], 'import')
      },
      NewExpression(node: SyntaxNode) {
        const base = node.arguments?.[1]
        const ofThisFile = isMember(base, 'url') && isImportMeta(base?.object)
        if (node.callee?.name === 'URL' && ofThisFile) check(node, node.arguments?.[0], 'url')
      },
    }
  },
}

export default { meta: { name: 'rooms' }, rules: { table } }
