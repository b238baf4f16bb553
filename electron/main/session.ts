import { app, session, type Session } from 'electron'
import { GRANTED_PERMISSIONS, HOME, ORIGIN, OWN_ADDRESSES, PARTITION } from './hardening.ts'

const isOwn = (url: string): boolean => OWN_ADDRESSES.some((own) => url.startsWith(own))

/** What Electron takes for "refuse", whatever Chromium found. */
const CERTIFICATE_REFUSED = -2

/** Shuts a session: no network, no permission, no device, no download. */
export function hardenSession(target: Session): void {
  target.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwn(url) }))
  target.setCertificateVerifyProc((_request, answer) => answer(CERTIFICATE_REFUSED))

  target.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) => {
    answer(GRANTED_PERMISSIONS.includes(permission) && isMainFrame && requestingUrl.startsWith(HOME))
  })
  target.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) => {
    // Chromium writes an origin with or without the slash at its end.
    return GRANTED_PERMISSIONS.includes(permission) && isMainFrame && (origin === ORIGIN || origin === HOME)
  })
  target.setDevicePermissionHandler(() => false)
  target.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  target.setDisplayMediaRequestHandler((_request, answer) => answer(null))

  target.on('will-download', (event) => event.preventDefault())
  target.setSpellCheckerEnabled(false)
}

/** Every session that is ever made is shut, the window's own and those that nobody asked for. */
export function hardenSessions(): void {
  app.on('session-created', hardenSession)
}

export const windowSession = (): Session => session.fromPartition(PARTITION, { cache: false })
