/** The product's mark: a shield with a keyhole. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="6" fill="#32506f" />
      <path d="M16 5.5 25 9v7c0 5.4-3.8 9-9 10.500C10.800 25 7 21.400 7 16V9z" fill="none" stroke="#fff" strokeWidth="2" strokeLinejoin="round" />
      <circle cx="16" cy="14.500" r="2.400" fill="#fff" />
      <path d="M16 15v5" stroke="#fff" strokeWidth="2.200" strokeLinecap="round" />
    </svg>
  )
}
