import { expect, test } from 'vitest'
import { type Observation, Session } from './try-tools'

test('what a search finds reads the same when it is opened', () => {
  const session = new Session()
  const { items } = session.done('search_google', { query: 'How do tides work?' })
  expect(items.length).toBeGreaterThan(5)
  for (const { link, title } of items.slice(0, 6)) {
    const { body } = session.done('http_request', { url: link, verify_ssl: false })
    expect(body).toContain(`<title>${title}</title>`)
  }
})

test('each engine has its own fields, and the same pages behind them', () => {
  const session = new Session()
  const query = 'balcony tomatoes'
  const links = [
    session.done('search_google', { query }).items.map((one: Observation) => one.link),
    session.done('search_bing', { query }).webPages.value.map((one: Observation) => one.url),
    session.done('search_brave', { query }).web.results.map((one: Observation) => one.url),
    session.done('search_baidu', { query }).feed.entry.map((one: Observation) => one.url),
  ]
  for (const found of links) expect(found).toEqual(links[0])
})

test('a search keeps to its number, its kind and its time', () => {
  const session = new Session()
  expect(session.done('search_google', { query: 'tides', num_results: 2 }).items).toHaveLength(2)
  expect(session.done('search_bing', { query: 'tides', search_type: 'news' }).news.value[0].displayUrl).toMatch(
    /example/,
  )
  const year = session.done('search_baidu', { query: 'tides', time_range: 'year' }).feed.entry
  const week = session.done('search_baidu', { query: 'tides', time_range: 'week' }).feed.entry
  expect(week.length).toBeLessThan(year.length)
  expect(session.done('search_bing', { query: 'tides', response_filter: 'Places' }).webPages.value).toEqual([])
  expect(session.done('search_brave', { query: '?!' }).web.results).toEqual([])
})

test('searches are refused in the words of their engine', () => {
  const session = new Session()
  expect(session.refused('search_google', { query: ' ' }).error.status).toBe('INVALID_ARGUMENT')
  expect(session.refused('search_bing', { query: '' }).errors[0]).toMatchObject({
    code: 'InvalidRequest',
    parameter: 'q',
  })
  expect(session.refused('search_brave', { query: 'x'.repeat(401) }).error.code).toBe('VALIDATION')
  expect(session.refused('search_baidu', { query: 'x'.repeat(77) }).errno).toBe(2)
})

test('a picture that was made can be fetched and changed; one that was not cannot', () => {
  const session = new Session()
  const { image_urls } = session.done('midjourney_create_image', { prompt: 'A harbour', aspect_ratio: '16:9' })
  expect(image_urls).toHaveLength(4)
  const fetched = session.done('http_request', { url: image_urls[2], verify_ssl: false })
  expect(fetched).toMatchObject({ headers: { 'content-type': 'image/png' }, body: '(image, 1360x768)' })
  const edited = session.done('dalle_edit_image', { image_url: image_urls[0], prompt: 'At night' })
  session.done('stability_edit_image', { image_url: edited.data[0].url, prompt: 'With snow' })
  const missing = { image_url: 'https://media.example.com/none.png', prompt: 'At night' }
  expect(session.refused('dalle_edit_image', missing).error.code).toBe('invalid_image_url')
  expect(session.refused('stability_edit_image', missing).errors[0]).toMatch(/404/)
})

test('models take their price off the plan until it is used up', () => {
  const session = new Session()
  const speak = (text: string) => session.done('elevenlabs_text_to_speech', { text }).character_count
  const first = speak('Good morning.')
  expect(first.used).toBe(13)
  expect(speak('Good evening!').remaining).toBe(first.remaining - 13)
  const film = session.done('runway_generate_video', { prompt: 'Waves', duration: 4 })
  expect(film.credits.spent).toBe(20)
  const voice = session.done('elevenlabs_text_to_speech', { text: 'Waves' })
  expect(session.refused('dalle_edit_image', { image_url: voice.audio_url, prompt: 'Blue' }).error.message).toMatch(
    /no image/,
  )
  let left = film.credits.remaining
  while (left >= 90) left = session.done('runway_generate_video', { prompt: 'Waves', duration: 18 }).credits.remaining
  expect(session.refused('runway_generate_video', { prompt: 'Waves', duration: 18 }).failureCode).toBe('CREDITS')
})

test('settings that do not fit together are refused', () => {
  const session = new Session()
  const dalle = (args: object) =>
    session.refused('dalle_edit_image', { image_url: 'https://www.example.org/a.png', prompt: 'x', ...args }).error
      .param
  expect(dalle({ n: 2 })).toBe('n')
  expect(dalle({ model: 'dall-e-2', quality: 'hd' })).toBe('size')
  expect(
    session.refused('stability_edit_image', {
      image_url: 'https://www.example.org/a.png',
      prompt: 'x',
      edit_mode: 'controlnet',
    }).errors[0],
  ).toMatch(/control_mode/)
  expect(session.refused('stable_diffusion_generate', { prompt: 'x', width: 1_000 }).name).toBe('invalid_dimensions')
  expect(session.refused('midjourney_create_image', { prompt: 'x', aspect_ratio: 'wide' }).type).toBe(
    'invalid_parameter',
  )
  expect(session.refused('runway_generate_video', { prompt: 'x', num_frames: 7 }).failure).toMatch(/must be 96/)
  expect(session.refused('elevenlabs_text_to_speech', { text: 'x', voice_id: 'nobody' }).detail.status).toBe(
    'voice_not_found',
  )
})

test('a seed that is given is kept', () => {
  const session = new Session()
  const made = session.done('stable_diffusion_generate', { prompt: 'A harbour', seed: 42 })
  expect(made.artifacts[0]).toMatchObject({ seed: 42, finishReason: 'SUCCESS' })
})
