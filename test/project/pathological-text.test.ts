import { expect, test } from '@jest/globals'
import { growthOf, LINEAR_GROWTH } from '../support/growth.js'
import { PUMPS } from '../support/pumps.js'
import { TEXT_FUNCTIONS } from '../support/text-functions.js'

/** Characters: eight times as many take a quadratic loop a second, and a linear one a millisecond. */
const SIZE = 6000

test.each(Object.entries(TEXT_FUNCTIONS))('%s takes time by the length of its text, whatever is in it', (_, run) => {
  const slow = PUMPS.filter((pump) => growthOf((length) => void run(pump.text(length)), SIZE) >= LINEAR_GROWTH)
  // A pause of the machine falls on one measurement; what is slow stays slow.
  const stillSlow = slow.filter((pump) => growthOf((length) => void run(pump.text(length)), SIZE) >= LINEAR_GROWTH)
  expect(stillSlow.map(({ name }) => name)).toEqual([])
})
