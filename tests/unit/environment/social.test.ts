import { expect, test } from 'vitest'
import { callTool } from '@/lib/environment/environment'
import { createWorld } from '@/lib/environment/world'

interface Json {
  [key: string]: Json & (string | number | boolean)
}

const UNLUCKY = /Too many requests|temporarily unavailable/

/** A world to call tools in one after the other, again where luck alone was against it; what is seen is parsed JSON. */
function play(seed: number) {
  let world = createWorld(seed)
  return (name: string, args: object) => {
    for (;;) {
      const { observation, error, world: after } = callTool(world, { name, arguments: JSON.stringify(args) })
      world = after
      if (!UNLUCKY.test(observation)) return { error, said: JSON.parse(observation) as Json }
    }
  }
}

const PICTURE = 'https://media.example.org/a.jpg'
const CLIP = 'https://media.example.org/a.mp4'

test('a tweet is found by search and counts in the profile', () => {
  const call = play(3)
  const before = call('get_twitter_profile', { user_id: 'me' }).said.data!
  const { said } = call('post_tweet', { content: 'Plain kettles boil #kettles' })
  const { data } = call('search_twitter_content', { query: 'kettles boil', search_type: 'tweets' }).said
  expect(data).toContainEqual(expect.objectContaining({ id: said.data!.id, author_id: before.id }))
  const after = call('get_twitter_profile', { user_id: `@${before.username}` }).said.data!
  expect(after.public_metrics!.tweet_count).toBe(Number(before.public_metrics!.tweet_count) + 1)
})

test('a reply counts on its tweet, and is a tweet itself', () => {
  const call = play(3)
  const { id } = call('post_tweet', { content: 'Which kettle?' }).said.data!
  const reply = call('post_tweet_comment', { tweet_id: id, content: 'The copper one.' }).said
  expect(reply.data!.conversation_id).toBe(id)
  const found = call('search_twitter_content', { query: 'kettle?', search_type: 'tweets' }).said
    .data as unknown as Json[]
  expect(found.find((one) => one.id === id)!.public_metrics!.reply_count).toBe(1)
  expect(
    call('search_twitter_content', { query: 'copper one', search_type: 'tweets' }).said.meta!.result_count,
  ).toBeGreaterThan(0)
})

test.each([
  [
    'post_instagram',
    { media_urls: [PICTURE], caption: 'Kettle still life' },
    'post_instagram_comment',
    'post_id',
    'search_instagram_content',
  ],
  [
    'post_tiktok',
    { video_url: CLIP, caption: 'Kettle still life' },
    'post_tiktok_comment',
    'video_id',
    'search_tiktok_content',
  ],
  [
    'post_youtube_video',
    { video_url: CLIP, title: 'Kettle still life' },
    'post_youtube_comment',
    'video_id',
    'search_youtube_content',
  ],
  [
    'post_bilibili_video',
    { video_url: CLIP, title: 'Kettle still life', partition_id: '36' },
    'post_bilibili_comment',
    'video_id',
    'search_bilibili_content',
  ],
])('%s: what is published is found, and its comments are counted', (publish, args, comment, field, search) => {
  const call = play(11)
  const { said } = call(publish, args)
  const id = /"(?:id|bvid)":"([^"]{8,})"/.exec(JSON.stringify(said))![1]!
  const first = call(comment, { [field]: id, content: 'Lovely light.' })
  const second = call(comment, { [field]: id, content: 'And a second look.' })
  expect([first.error, second.error]).toEqual([false, false])
  const found = JSON.stringify(call(search, { query: 'kettle still life' }).said)
  expect(found).toContain(id)
  expect(found).toMatch(/"(comments_count|comment_count|commentCount|review)":"?2"?/)
})

test('profiles count what is published, where a platform has profiles', () => {
  const call = play(5)
  const count = () =>
    [
      call('get_instagram_profile', { user_id: 'me' }).said.media_count,
      call('get_tiktok_profile', { user_id: 'me' }).said.data!.user!.video_count,
      call('get_bilibili_profile', { user_id: 'me' }).said.data!.archive_count,
    ].map(Number)
  const before = count()
  call('post_instagram', { media_urls: [PICTURE] })
  call('post_tiktok', { video_url: CLIP })
  call('post_bilibili_video', { video_url: CLIP, title: 'Kettle', partition_id: '36' })
  expect(count()).toEqual(before.map((one) => one + 1))
})

test('private posts and videos are in no search', () => {
  const call = play(7)
  call('post_youtube_video', { video_url: CLIP, title: 'Zephyr kettle', privacy_status: 'private' })
  const { items } = call('search_youtube_content', { query: 'zephyr kettle', search_type: 'video' }).said
  expect(JSON.stringify(items)).not.toContain('"title":"Zephyr kettle"')
})

test('each platform has limits, codes and words of its own for the same thing', () => {
  const long = 'a'.repeat(281)
  const call = play(2)
  const tweet = call('post_tweet', { content: long })
  expect(tweet.error).toBe(true)
  expect(tweet.said).toMatchObject({
    status: 400,
    errors: [{ parameter: 'content', message: 'The text has 281 characters; at most 280 are allowed.' }],
  })
  expect(call('post_weibo', { content: long }).error).toBe(false)
  expect(call('post_weibo', { content: 'a'.repeat(2_001) }).said).toEqual({
    error: 'content: The text has 2001 characters; at most 2000 are allowed.',
    error_code: 20_012,
  })
  expect(call('post_tiktok', { video_url: CLIP, caption: 'a'.repeat(151) }).said.error!.code).toBe('invalid_params')
  expect(call('post_instagram', { media_urls: [PICTURE], caption: 'a'.repeat(2_201) }).said.error!.code).toBe(36_004)
  expect(call('post_youtube_video', { video_url: CLIP, title: 'a'.repeat(101) }).said.error!.errors![0]!.reason).toBe(
    'textTooLong',
  )
  const title = { video_url: CLIP, title: 'a'.repeat(81), partition_id: '36' }
  expect(call('post_bilibili_video', title).said).toMatchObject({ code: 12_025, ttl: 1 })
})

test('letters of wide scripts weigh two on short-message platforms, addresses 23', () => {
  const call = play(2)
  expect(call('post_tweet', { content: '水'.repeat(140) }).error).toBe(false)
  expect(call('post_tweet', { content: '水'.repeat(141) }).said.errors![0]!.message).toContain('282 characters')
  expect(call('post_tweet', { content: `${'a'.repeat(257)}https://example.org/${'b'.repeat(90)}` }).error).toBe(false)
})

test.each([
  ['post_tweet', { content: ' ' }, 'The text is empty.'],
  [
    'post_tweet',
    { content: 'x', media_urls: ['/home/robin/a.jpg'] },
    '"/home/robin/a.jpg" is not an http or https address.',
  ],
  ['post_tweet', { content: 'x', media_urls: [CLIP, PICTURE] }, 'A video must be the only attachment.'],
  [
    'post_tweet_comment',
    { tweet_id: 'latest', content: 'x' },
    '"latest" is not an id; give a number of 5 to 19 digits.',
  ],
  ['post_instagram', { media_urls: [] }, 'A post needs a picture or a video.'],
  [
    'post_weibo_comment',
    { post_id: '5100000000000001', content: 'x', media_urls: [CLIP] },
    'Only pictures can be attached here.',
  ],
  ['post_tiktok', { video_url: 'https://media.example.org/a.avi' }, 'is not an .mp4 or .mov file.'],
  [
    'post_youtube_video',
    { video_url: CLIP, title: 'x', category_id: '99' },
    'There is no category "99" that videos can be given.',
  ],
  ['post_youtube_comment', { video_id: 'short', content: 'x' }, 'give exactly 11 letters, digits, "-" and "_".'],
  ['get_bilibili_profile', { user_id: 'kettle' }, '"kettle" is not an account; give a mid'],
  ['search_twitter_content', { query: 'x', filters: { start_time: 'soon' } }, '"soon" is not an ISO 8601 time.'],
  ['search_youtube_content', { query: 'x', filters: { duration: 'constructor' } }, 'give any, short, medium or long.'],
  ['search_youtube_content', { query: 'x', limit: 51 }, '51 is out of range; give 1 to 50.'],
  ['search_twitter_content', { query: 'x', next_token: 'nope' }, 'This is no page of this search.'],
])('%s refuses %o', (name, args, message) => {
  const { error, said } = play(2)(name, args)
  expect(error).toBe(true)
  expect(JSON.stringify(said).replaceAll('\\"', '"')).toContain(message)
})

test('the same text twice is a duplicate; what it was is kept', () => {
  const call = play(3)
  call('post_tweet', { content: 'Once.' })
  expect(call('post_tweet', { content: 'Once.' }).said).toMatchObject({ status: 403, title: 'Forbidden' })
})

test('closed comments refuse, in the words of each platform', () => {
  const call = play(11)
  const video = call('post_tiktok', { video_url: CLIP, allow_comments: false }).said.data!.video!.id
  expect(call('post_tiktok_comment', { video_id: video, content: 'x' }).said.error!.code).toBe('comment_disabled')
  const kids = call('post_youtube_video', { video_url: CLIP, title: 'Blocks', made_for_kids: true }).said.id
  const { code, errors } = call('post_youtube_comment', { video_id: kids, content: 'x' }).said.error!
  expect([code, errors![0]!.reason]).toEqual([403, 'commentsDisabled'])
})

test('an answer must be to a comment of the same post', () => {
  const call = play(11)
  const [one, two] = ['First', 'Second'].map(
    (caption) => call('post_instagram', { media_urls: [PICTURE], caption }).said.id,
  )
  const { id } = call('post_instagram_comment', { post_id: one, content: 'Hello' }).said
  const answer = { content: 'Hello again', reply_to_comment_id: id }
  expect(call('post_instagram_comment', { post_id: one, ...answer }).said.parent_id).toBe(id)
  expect(call('post_instagram_comment', { post_id: two, ...answer }).error).toBe(true)
})

test('lines over the picture are no comments, and must lie within the video', () => {
  const call = play(11)
  const { bvid, duration } = call('post_bilibili_video', { video_url: CLIP, title: 'Kettle', partition_id: '36' }).said
    .data!
  const line = { video_id: bvid, content: 'Here!', include_danmaku: true }
  expect(
    call('post_bilibili_comment', { ...line, danmaku_settings: { time: duration } }).said.data!.danmaku_count,
  ).toBe(1)
  expect(call('post_bilibili_comment', { ...line, danmaku_settings: { time: Number(duration) + 1 } }).said.code).toBe(
    -400,
  )
  const [found] = call('search_bilibili_content', { query: 'kettle', search_type: 'video' }).said.data!
    .result as unknown as Json[]
  expect(found).toMatchObject({ bvid, danmaku: 1, review: 0 })
})

test('whoever is named may exist or not, and stays what they are', () => {
  const answers = Array.from({ length: 40 }, (_, index) => {
    const call = play(1)
    const first = call('get_twitter_profile', { user_id: `reader_${index}` })
    const again = call('get_twitter_profile', { user_id: `@Reader_${index}` })
    if (!again.error && !first.error) expect(again.said).toEqual(first.said)
    return first.error
  })
  expect(answers).toContain(true)
  expect(answers.filter(Boolean).length).toBeLessThan(20)
})

test('pages of a search follow one another and end', () => {
  const call = play(4)
  const seen: string[] = []
  let token: string | undefined
  for (let page = 0; page < 20; page++) {
    const { data, meta } = call('search_twitter_content', { query: 'bread', limit: 1, next_token: token }).said
    seen.push(...(data as unknown as Json[]).map((one) => String(one.id)))
    token = meta?.next_token as string | undefined
    if (!token) break
  }
  expect(token).toBeUndefined()
  expect(seen.length).toBeGreaterThan(1)
  expect(new Set(seen).size).toBe(seen.length)
})

test('a share of calls fails for no reason of theirs, and changes nothing', () => {
  let world = createWorld(9)
  const failed = Array.from({ length: 300 }, (_, index) => {
    const args = JSON.stringify({ content: `Number ${index}` })
    const { observation, error, world: after } = callTool(world, { name: 'post_weibo', arguments: args })
    if (error) expect(after.changed).toBe(world.changed)
    world = after
    return error ? observation : ''
  }).filter(Boolean)
  expect(failed.length).toBeGreaterThan(0)
  expect(failed.length).toBeLessThan(15)
  for (const text of failed) expect(text).toMatch(UNLUCKY)
})

test('a video that has two ids is one video', () => {
  const call = play(11)
  const { aid, bvid } = call('post_bilibili_video', { video_url: CLIP, title: 'Kettle', partition_id: '36' }).said.data!
  for (const video_id of [`av${aid}`, String(aid)]) {
    expect(call('post_bilibili_comment', { video_id, content: `To ${video_id}` }).said.data!.bvid).toBe(bvid)
  }
  const met = call('post_bilibili_comment', { video_id: '170002', content: 'x' })
  const again = call('post_bilibili_comment', { video_id: 'av170002', content: 'y' })
  expect(met.error || String(met.said.data!.bvid).startsWith('BV1')).toBe(true)
  expect([again.error, again.said.data?.bvid]).toEqual([met.error, met.said.data?.bvid])
})

test('the same words with other pictures are another post', () => {
  const call = play(3)
  const post = (picture: string) => call('post_instagram', { media_urls: [picture] })
  expect([post(PICTURE).error, post(`${PICTURE}?2`).error, post(PICTURE).error]).toEqual([false, false, true])
})
