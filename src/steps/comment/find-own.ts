/** Looks for the comment of an earlier run. */
import type { CommentsWire } from '../../github/comments.js'
import type { Sender } from '../../github/sender.js'
import type { Trouble } from '../../github/trouble.js'
import { type CommentMark, markIn } from '../../output/comment/mark.js'
import { COMMENT_LIMITS } from './limits.js'

export interface OwnComment {
  readonly id: number
  readonly mark: CommentMark
}

export interface Found {
  readonly own: OwnComment | undefined
  /** There are more comments than were looked through. */
  readonly cut: boolean
  readonly locked: boolean
}

/** @param takesOver whether a comment that another job wrote in an earlier run will do: a job can have been renamed */
export async function findOwn(
  mark: CommentMark,
  { wire, sender, takesOver }: { readonly wire: CommentsWire; readonly sender: Sender; readonly takesOver: boolean },
): Promise<Found | Trouble> {
  const ofKey: OwnComment[] = []
  let before: string | undefined
  let locked = false
  for (let page = 1; page <= COMMENT_LIMITS.pages; page++) {
    const answer = await sender.send((signal) => wire.page(before, signal))
    if (!answer.ok) return answer.trouble
    ofKey.push(...answer.value.own.flatMap(({ id, body }) => marked(id, markIn(body))).filter((one) => one.mark.key === mark.key))
    const own = ofKey.find((one) => one.mark.part === mark.part)
    before = answer.value.before
    locked = answer.value.locked
    if (own !== undefined) return { own, cut: false, locked }
    if (before === undefined) break
  }
  return { own: takesOver ? ofKey.find((one) => isEarlier(one.mark, mark)) : undefined, cut: before !== undefined, locked }
}

function marked(id: number, mark: CommentMark | undefined): OwnComment[] {
  return mark === undefined ? [] : [{ id, mark }]
}

/** What another job of this very run wrote is its own. */
function isEarlier(theirs: CommentMark, ours: CommentMark): boolean {
  return theirs.run !== ours.run && theirs.number < ours.number
}
