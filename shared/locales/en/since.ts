/** How long after the acquisition something was. By itself, so that the page in a bundle takes along these words only. */
export const since = {
  later: '{{since}} after the acquisition',
  moment: 'less than a minute',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  hours_one: '{{count}} hour',
  hours_other: '{{count}} hours',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
} as const
