/** Hur lång tid efter säkrandet något var. För sig, så att bevispaketets egen sida bara får med de här orden. */
export const since = {
  later: '{{since}} efter säkrandet',
  moment: 'mindre än en minut',
  minutes_one: '{{count}} minut',
  minutes_other: '{{count}} minuter',
  hours_one: '{{count}} timme',
  hours_other: '{{count}} timmar',
  days_one: '{{count}} dygn',
  days_other: '{{count}} dygn',
} as const
