/** What is told of the comment. Never text of GitHub's answer. */
import type { Trouble } from '../../github/trouble.js'

export type WhyNot = Trouble | 'no-token' | 'locked'

const WHY: Readonly<Record<WhyNot, string>> = {
  'no-token': 'the input token is empty',
  'bad-credentials': 'GitHub does not accept the input token',
  'not-allowed': 'the input token is not allowed to: the job needs pull-requests: write',
  'not-found': 'GitHub does not show the pull request to the input token: the job needs pull-requests: write',
  locked: 'its conversation is locked',
  'rate-limited': 'the rate limit of the input token is used up, or GitHub asks to wait longer than a run waits for a comment',
  unreachable: 'GitHub was not reached',
  'too-slow': 'GitHub took too long',
  failed: 'GitHub failed to take it',
  limit: 'it takes more requests than a run makes for a comment',
  cancelled: 'the job was cancelled',
}

/** For the notices of the run. */
export function notCommented(why: WhyNot): string {
  return `The comment on the pull request was not written: ${WHY[why]}.`
}

/** A new comment was written although there may be an older one. */
export function notAllLookedThrough(comments: number): string {
  return `The pull request has more comments than the ${comments.toLocaleString('en-US')} newest, which were looked through for an earlier one of this step: a new one was written.`
}

const MILLISECONDS_PER_SECOND = 1000

/** For the log alone. */
export const SAID = {
  newer: 'The comment on the pull request is left to a newer run, which has already written it.',
  readOnly: 'No comment on the pull request: the token of a run for a fork, or of Dependabot, may only read.',
  noPullRequest: 'No comment: GitHub does not tell which pull request this run is for.',
  waiting: (milliseconds: number) =>
    `Waiting ${Math.ceil(milliseconds / MILLISECONDS_PER_SECOND).toLocaleString('en-US')} s before GitHub is asked again for the comment.`,
}
