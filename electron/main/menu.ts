import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../../shared/locales/index.ts'

type Item = MenuItemConstructorOptions

/** Only what the window does: no reload, no developer tools, no help that leads to the web. */
export function menuTemplate(t: Translate, lock: () => void, mac: boolean): Item[] {
  const item = (role: NonNullable<Item['role']>, label: string): Item => ({ role, label })
  const separator: Item = { type: 'separator' }
  return [
    {
      label: mac ? t('common.app') : t('desktop.menu.file'),
      submenu: [
        { label: t('common.shell.lock'), accelerator: 'CommandOrControl+L', click: lock },
        separator,
        ...(mac ? [item('hide', t('desktop.menu.hide')), item('hideOthers', t('desktop.menu.hideOthers')), separator] : []),
        item('quit', t('desktop.menu.quit')),
      ],
    },
    {
      label: t('desktop.menu.edit'),
      submenu: [
        item('undo', t('desktop.menu.undo')),
        item('redo', t('desktop.menu.redo')),
        separator,
        item('cut', t('desktop.menu.cut')),
        item('copy', t('desktop.menu.copy')),
        item('paste', t('desktop.menu.paste')),
        item('selectAll', t('desktop.menu.selectAll')),
      ],
    },
    {
      label: t('desktop.menu.view'),
      submenu: [
        item('zoomIn', t('desktop.menu.zoomIn')),
        item('zoomOut', t('desktop.menu.zoomOut')),
        item('resetZoom', t('desktop.menu.resetZoom')),
        separator,
        item('togglefullscreen', t('desktop.menu.fullscreen')),
        item('minimize', t('desktop.menu.minimize')),
      ],
    },
  ]
}

export function setMenu(t: Translate, lock: () => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(t, lock, process.platform === 'darwin')))
}
