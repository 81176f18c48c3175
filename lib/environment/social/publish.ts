import { find, put } from '../records'
import type { Account, Comment, Post, SocialState } from '../slices/social'
import { type Acted, acted, refused } from './answer'
import { aidOf, findPost, quote, socialChance } from './find'
import { misshapen, newSocialId } from './ids'
import { refusal } from './refusal'

export type Draft = Pick<Post, 'text'> &
  Partial<Pick<Post, 'video' | 'title' | 'tags' | 'media' | 'place' | 'visibility' | 'sensitive' | 'open' | 'seconds'>>

/** A text that the person posted before is a duplicate, for a day. */
const DUPLICATE_FOR = 86_400_000

/** Publishes for the person: the post can be found, and counts in the profile. */
export function publish(state: SocialState, draft: Draft, now: number, replyTo?: string): Acted<Post> {
  const same = Object.values(state.posts).some(
    (one) =>
      one.account === state.self &&
      one.text === draft.text &&
      one.title === (draft.title ?? '') &&
      one.media.join(' ') === (draft.media ?? []).join(' ') &&
      one.replyTo === (replyTo ?? null) &&
      now - one.at < DUPLICATE_FOR,
  )
  if (same)
    return refused(refusal('DUPLICATE', '', 'The same content was posted a short time ago; it was not posted again.'))
  const id = newSocialId(state.platform, 'post', socialChance(state, `made ${state.made}`))
  const post = { ...EMPTY, ...draft, id, account: state.self, at: now, replyTo: replyTo ?? null }
  const words = `${post.title} ${post.text} ${post.tags.join(' ')} ${post.place}`.toLowerCase()
  const language = /\p{Script=Han}/u.test(words) ? ('zh' as const) : ('en' as const)
  const self = find(state.accounts, state.self)!
  const aliases = state.platform === 'bilibili' ? put(state.aliases, aidOf(state, id), id) : state.aliases
  return acted(
    {
      ...state,
      aliases,
      posts: put(state.posts, id, { ...post, words, language }),
      accounts: put(state.accounts, self.id, { ...self, posts: self.posts + 1 }),
      made: state.made + 1,
    },
    { ...post, words, language },
  )
}

const EMPTY: Omit<Post, 'id' | 'account' | 'at' | 'words' | 'language' | 'text'> = {
  video: false,
  title: '',
  tags: [],
  media: [],
  place: '',
  likes: 0,
  views: 0,
  shares: 0,
  comments: 0,
  danmaku: 0,
  visibility: 'public',
  sensitive: false,
  replyTo: null,
  open: true,
  seconds: 0,
}

export interface Commented {
  comment: Comment
  /** After the comment: it counts. */
  post: Post
}

interface CommentDraft {
  postId: string
  /** The parameters' own names, for what is said about them. */
  postField: string
  text: string
  replyTo?: string | undefined
}

/** Comments for the person. An answer must be to a comment of the same post. */
export function comment(state: SocialState, draft: CommentDraft, now: number): Acted<Commented> {
  const target = findPost(state, draft.postId, draft.postField)
  if (!target.ok) return target
  if (!target.value.open) {
    return refused(refusal('COMMENTS_CLOSED', draft.postField, `Comments are turned off for ${quote(draft.postId)}.`))
  }
  const parent = draft.replyTo === undefined ? null : findComment(target.state, target.value, draft.replyTo)
  if (parent && !parent.ok) return parent
  const id = newSocialId(state.platform, 'comment', socialChance(state, `made ${state.made}`))
  const made = {
    id,
    post: target.value.id,
    account: state.self,
    text: draft.text,
    at: now,
    replyTo: draft.replyTo ?? null,
  }
  const post = { ...target.value, comments: target.value.comments + 1 }
  const before = parent?.ok ? parent.state : target.state
  return acted(
    {
      ...before,
      posts: put(before.posts, post.id, post),
      comments: put(before.comments, id, made),
      made: before.made + 1,
    },
    { comment: made, post },
  )
}

/** A comment by its id: one that was made, or one of somebody's that was there before. */
function findComment(state: SocialState, post: Post, id: string): Acted<Comment> {
  const field = 'reply_to_comment_id'
  const wanted = misshapen(state.platform, 'comment', id)
  if (wanted) return refused(refusal('TARGET_INVALID', field, `${quote(id)} is not a comment id; give ${wanted}.`))
  const known = find(state.comments, id)
  if (known && known.post !== post.id) {
    return refused(refusal('TARGET_MISSING', field, `The comment ${quote(id)} belongs to another post.`))
  }
  if (known) return acted(state, known)
  const chance = socialChance(state, `comment ${id} of ${post.id}`)
  if (post.comments === 0 || !chance.happens(0.85)) {
    return refused(refusal('TARGET_MISSING', field, `There is no comment with the id ${quote(id)} here.`))
  }
  const account = chance.pick(Object.keys(state.accounts))
  const met: Comment = { id, post: post.id, account, text: '', at: post.at, replyTo: null }
  return acted({ ...state, comments: put(state.comments, id, met) }, met)
}

/** Answers with a post of its own, as short-message platforms do: it is found, and counts on both sides. */
export function reply(state: SocialState, draft: Draft, postId: string, field: string, now: number): Acted<Post> {
  const target = findPost(state, postId, field)
  if (!target.ok) return target
  if (!target.value.open) {
    return refused(refusal('COMMENTS_CLOSED', field, `The author of ${quote(postId)} lets nobody reply.`))
  }
  const parent = { ...target.value, comments: target.value.comments + 1 }
  return publish({ ...target.state, posts: put(target.state.posts, parent.id, parent) }, draft, now, parent.id)
}

/** Puts a line over the video at a moment of it; it is no comment, and counts by itself. */
export function sendDanmaku(state: SocialState, videoId: string, seconds: number): Acted<{ id: string; post: Post }> {
  const target = findPost(state, videoId, 'video_id')
  if (!target.ok) return target
  const length = target.value.seconds
  if (seconds < 0 || seconds > length) {
    const message = `The video lasts ${length} seconds; ${seconds} is not within it.`
    return refused(refusal('FIELD_INVALID', 'danmaku_settings.time', message))
  }
  const id = newSocialId(state.platform, 'comment', socialChance(state, `made ${state.made}`))
  const post = { ...target.value, danmaku: target.value.danmaku + 1 }
  return acted({ ...target.state, posts: put(target.state.posts, post.id, post), made: state.made + 1 }, { id, post })
}

/** The post's author; every post has one. */
export const authorOf = (state: SocialState, accountId: string): Account => find(state.accounts, accountId)!
