import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple, Modal, Table, Tabs, Tooltip } from '@mantine/core'

/** Restrained blue-grey: primary actions, links, selection. White on shade 7 is 8.6:1, shade 3 on the dark body 9:1. */
const slate: MantineColorsTuple = [
  '#f0f4f8', '#dde6ee', '#bccddc', '#98b1c7', '#7593b0', '#577a9b', '#426587', '#32506f', '#274059', '#1a2c3f',
]
/** Cool greys of the light theme; 4 draws the edges of fields and is 3.2:1 on white. */
const gray: MantineColorsTuple = [
  '#f7f9fb', '#eef2f5', '#e1e7ec', '#cfd8df', '#83909b', '#76848f', '#66747f', '#4c5963', '#333d45', '#1d252b',
]
/** Text to background of the dark theme, cool as well; 4 draws edges and is 3.4:1 on the body. */
const dark: MantineColorsTuple = [
  '#dde4ea', '#b9c4cd', '#93a0ab', '#7a8893', '#6b7985', '#36414a', '#29323a', '#1c242b', '#161d23', '#10161b',
]

export const theme = createTheme({
  primaryColor: 'slate',
  primaryShade: { light: 7, dark: 6 },
  colors: { slate, gray, dark },
  white: '#ffffff',
  black: '#17212a',
  fontFamily: "'Inter Variable', 'Segoe UI', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', 'DejaVu Sans Mono', Consolas, monospace",
  headings: {
    fontFamily: "'Inter Variable', 'Segoe UI', system-ui, sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.95rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        size: 'lg',
        overlayProps: { backgroundOpacity: 0.5 },
        // A dialog's head is no banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
      styles: { title: { fontWeight: 650, fontSize: '1.05rem' } },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'xs' } }),
    Tabs: Tabs.extend({
      defaultProps: { keepMounted: false },
      vars: () => ({ root: { '--tabs-color': 'var(--bv-info)' } }),
    }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } } }),
  },
})

/** Tones by meaning. Each is at least 4.5:1 on the body and on the tinted ground of its own notice. */
export const tokens: CSSVariablesResolver = () => ({
  variables: {
    '--bv-line-width': '68ch',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#55636e',
    '--mantine-color-placeholder': '#66747f',
    '--mantine-color-error': '#a8261c',
    '--mantine-color-anchor': '#274f78',
    '--mantine-color-default-border': '#83909b',
    '--bv-ground': '#f4f7f9',
    '--bv-line': '#dbe2e8',
    '--bv-ok': '#1d6544',
    '--bv-ok-ground': '#ebf5ef',
    '--bv-warn': '#7d4a00',
    '--bv-warn-ground': '#fdf4e3',
    '--bv-bad': '#a1231a',
    '--bv-bad-ground': '#fcedeb',
    '--bv-info': '#274f78',
    '--bv-info-ground': '#edf3f9',
  },
  dark: {
    '--mantine-color-body': '#1c242b',
    '--mantine-color-text': '#dde4ea',
    '--mantine-color-dimmed': '#a3b0ba',
    '--mantine-color-placeholder': '#93a0ab',
    '--mantine-color-error': '#ff9d92',
    '--mantine-color-anchor': '#9cc3e8',
    '--mantine-color-default-border': '#6b7985',
    '--bv-ground': '#161d23',
    '--bv-line': '#323d46',
    '--bv-ok': '#7fd3a6',
    '--bv-ok-ground': '#1b3128',
    '--bv-warn': '#f1c27a',
    '--bv-warn-ground': '#362b18',
    '--bv-bad': '#ffa79d',
    '--bv-bad-ground': '#3b2220',
    '--bv-info': '#a9cbea',
    '--bv-info-ground': '#1f2f3e',
  },
})
