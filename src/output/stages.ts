/** The parts of a run as the log has them: a group each, which opens when the part begins. */

/** By what the steps call them. */
export const STAGE_TITLES = {
  opening: 'Reading reports',
  connecting: 'Signing in to AWS',
  comparing: 'Comparing with earlier runs',
  identifying: 'Reading results',
  importing: 'Importing into Security Hub',
  mapping: 'Writing findings',
  archiving: 'Archiving what is fixed',
} as const
