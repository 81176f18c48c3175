import { chineseIn, namesChinese, wordsOf } from './goods'

/**
 * What places cook and sell: made up and mild. A line is name | name in Chinese | price in US cents | diets, as letters:
 * v vegetarian, g vegan, f free of gluten, h halal.
 */

export interface Dish {
  name: string
  chinese: string
  cents: number
  diets: readonly string[]
}

export interface Cuisine {
  name: string
  chinese: string
  /** Restaurants are what a search for "dinner" means; shops are not. */
  restaurant: boolean
  /** Ends of the names of such places. */
  ends: readonly string[]
  words: ReadonlySet<string>
  /** Its own and those of its dishes. */
  chineseNames: readonly string[]
  dishes: readonly Dish[]
}

const DIETS: Record<string, string> = { v: 'vegetarian', g: 'vegan', f: 'gluten-free', h: 'halal' }

const LINES = `
# chinese|中餐|restaurant|Noodle House,Wok|noodles dumplings rice asian stir fry szechuan
Hand-pulled beef noodles|牛肉拉面|1290|h
Pork dumplings|猪肉饺子|990|
Vegetable fried rice|蔬菜炒饭|890|vg
Kung pao chicken|宫保鸡丁|1390|
Mapo tofu|麻婆豆腐|1090|v
Hot and sour soup|酸辣汤|590|v
Roast duck|烤鸭|2690|
# hot pot|火锅|restaurant|Hot Pot,Pot Kitchen|hotpot chinese spicy broth
Mushroom broth set|菌汤套餐|2190|vgf
Spicy broth set|麻辣套餐|2390|
Sliced beef|肥牛|1490|fh
Tofu platter|豆腐拼盘|790|vgf
# japanese|日料|restaurant|Sushi,Ramen Bar|sushi ramen asian bento udon
Salmon nigiri set|三文鱼寿司|1690|f
Miso ramen|味噌拉面|1390|
Chicken teriyaki bento|照烧鸡便当|1490|
Avocado roll|牛油果卷|790|vgf
Vegetable udon|蔬菜乌冬|1190|v
# korean|韩餐|restaurant|Seoul Kitchen,Grill|bibimbap kimchi asian bbq
Bibimbap|石锅拌饭|1390|v
Bulgogi beef|烤牛肉|1690|
Kimchi stew|泡菜汤|1190|
Fried chicken wings|炸鸡翅|1290|
# italian|意餐|restaurant|Trattoria,Pizzeria|pizza pasta lasagna
Margherita pizza|玛格丽特披萨|1290|v
Pepperoni pizza|意式香肠披萨|1490|
Spaghetti bolognese|肉酱意面|1390|
Vegan garden pizza|素食披萨|1390|vg
Gluten-free penne|无麸质通心粉|1490|vf
Tiramisu|提拉米苏|690|v
# american|美式|restaurant|Burger Bar,Diner|burger burgers fries hamburger fast
Cheeseburger|芝士汉堡|1190|
Chicken burger|鸡肉汉堡|1190|h
Plant burger|植物汉堡|1290|vg
French fries|薯条|490|vgf
Milkshake|奶昔|590|vf
# chicken|炸鸡|restaurant|Chicken Coop,Roost|wings fried fast
Fried chicken bucket|炸鸡桶|2190|h
Chicken tenders|鸡柳|1090|h
Coleslaw|卷心菜沙拉|390|vf
Corn on the cob|玉米|390|vgf
# grill|烧烤|restaurant|Steakhouse,Smokehouse|steak bbq barbecue ribs meat
Sirloin steak|牛排|2490|f
Smoked ribs|烟熏排骨|2190|f
Baked potato|烤土豆|590|vgf
Caesar salad|凯撒沙拉|990|
# seafood|海鲜|restaurant|Fish House,Oyster Bar|fish shrimp lobster crab chips
Fish and chips|炸鱼薯条|1490|
Grilled prawns|烤虾|1890|fh
Clam chowder|蛤蜊汤|890|
Seaweed salad|海藻沙拉|690|vgf
# mexican|墨西哥菜|restaurant|Taqueria,Cantina|tacos burrito burritos quesadilla
Chicken tacos|鸡肉塔可|1090|f
Bean burrito|豆子卷饼|1090|v
Guacamole and chips|牛油果酱|790|vgf
Cheese quesadilla|芝士薄饼|990|v
# indian|印度菜|restaurant|Curry House,Tandoor|curry masala naan biryani
Butter chicken|黄油鸡|1490|fh
Chickpea curry|鹰嘴豆咖喱|1190|vgf
Vegetable biryani|蔬菜香饭|1290|vg
Garlic naan|蒜香馕|390|v
Lamb curry|羊肉咖喱|1690|fh
# thai|泰餐|restaurant|Basil Kitchen,Orchid|pad curry asian noodles
Pad thai|泰式炒粉|1290|
Green curry|绿咖喱|1390|f
Mango sticky rice|芒果糯米饭|690|vgf
Tofu stir fry|炒豆腐|1190|vg
# mediterranean|地中海菜|restaurant|Olive Table,Meze|greek kebab falafel turkish gyros lebanese
Falafel plate|法拉费|1190|vg
Chicken shawarma|沙威玛|1290|h
Greek salad|希腊沙拉|990|vf
Hummus and pita|鹰嘴豆泥|690|vg
# healthy|轻食|restaurant|Salad Works,Green Bowl|salad salads bowl vegan vegetarian diet
Quinoa bowl|藜麦碗|1290|vgf
Chicken salad|鸡肉沙拉|1290|f
Smoothie bowl|果昔碗|990|vf
Lentil soup|扁豆汤|790|vgf
# sandwiches|三明治|restaurant|Deli,Sandwich Counter|sandwich sub lunch office catering
Turkey club sandwich|火鸡三明治|1090|
Grilled vegetable panini|烤蔬菜帕尼尼|990|v
Sandwich platter|三明治拼盘|3890|
Tomato soup|番茄汤|590|vgf
# breakfast|早餐|restaurant|Pancake Room,Morning Table|brunch eggs pancakes
Pancakes|松饼|990|v
Omelette|煎蛋卷|1090|vf
Porridge with fruit|水果粥|690|v
Breakfast burrito|早餐卷饼|1090|
# coffee|咖啡|restaurant|Coffee Room,Roasters|cafe tea drinks latte espresso bubble milk
Latte|拿铁|490|vf
Iced tea|冰茶|390|vgf
Milk tea with pearls|珍珠奶茶|550|v
Croissant|可颂|390|v
# bakery|面包店|restaurant|Bakehouse,Oven|bread cake pastry birthday cakes
Sourdough loaf|酸面包|690|vg
Birthday cake|生日蛋糕|3490|v
Cinnamon roll|肉桂卷|450|v
Gluten-free brownie|无麸质布朗尼|490|vf
# dessert|甜品|restaurant|Sweet Corner,Gelato|ice cream sweets cake desserts
Ice cream tub|冰淇淋|890|vf
Fruit sorbet|水果冰沙|690|vgf
Cheesecake slice|芝士蛋糕|650|v
# grocery|超市|shop|Market,Greengrocer|groceries supermarket food milk eggs vegetables fruit store
Milk, one litre|牛奶|290|vf
Eggs, a dozen|鸡蛋|450|vf
Bread loaf|面包|390|v
Bananas, one kilo|香蕉|250|vgf
Vegetable box|蔬菜箱|1890|vgf
Rice, two kilos|大米|690|vgf
# convenience|便利店|shop|Corner Shop,Night Shop|store snacks drinks water snack
Bottled water, six|瓶装水|490|vgf
Potato chips|薯片|350|vg
Chocolate bar|巧克力|250|v
Batteries, four|电池|690|
Umbrella|雨伞|1290|
# pharmacy|药店|shop|Pharmacy,Apothecary|medicine drugstore health medical cold chemist aspirin
Plasters|创可贴|390|
Throat lozenges|润喉糖|590|
Pain relief tablets|止痛片|690|
Thermometer|体温计|1490|
Face masks, ten|口罩|690|
Vitamin tablets|维生素片|1290|
Hand cream|护手霜|690|
# flowers|鲜花|shop|Florist,Petals|flower bouquet roses gift florist
Mixed bouquet|混合花束|3490|
A dozen roses|玫瑰花束|4990|
Potted orchid|盆栽兰花|2990|
Greeting card|贺卡|490|
# pet shop|宠物店|shop|Pet Shop,Paws|pet dog cat food supplies
Dry dog food|狗粮|2490|
Cat litter|猫砂|1290|
Chew toy|磨牙玩具|790|
`

function readCuisine(block: string): Cuisine {
  const [head = '', ...lines] = block.trim().split('\n')
  const [name = '', chinese = '', kind, ends = '', more = ''] = head.split('|')
  const dishes = lines.map((line) => {
    const [dish = '', inChinese = '', cents = '', diets = ''] = line.split('|')
    return { name: dish, chinese: inChinese, cents: Number(cents), diets: [...diets].map((letter) => DIETS[letter]!) }
  })
  const words = new Set(wordsOf(`${name} ${ends} ${more} ${dishes.map((dish) => dish.name).join(' ')}`))
  const chineseNames = [chinese, ...dishes.map((dish) => dish.chinese)]
  return { name, chinese, restaurant: kind === 'restaurant', ends: ends.split(','), words, chineseNames, dishes }
}

export const CUISINES: readonly Cuisine[] = LINES.split('\n# ').slice(1).map(readCuisine)

/** Words that ask for anything to eat. */
const ANYTHING = new Set(wordsOf('food restaurant dinner lunch meal eat takeout takeaway cuisine catering'))
const ANYTHING_CHINESE = ['餐厅', '外卖', '美食', '吃饭', '晚餐', '午餐']

/** What a query asks for, read once for all kinds of places. */
export interface Wish {
  words: readonly string[]
  chinese: readonly string[]
  anything: boolean
}

export function readWish(query: string): Wish {
  const all = wordsOf(query)
  const chinese = chineseIn(query)
  return {
    words: all.filter((word) => !ANYTHING.has(word)),
    chinese,
    anything: all.some((word) => ANYTHING.has(word)) || ANYTHING_CHINESE.some((word) => query.includes(word)),
  }
}

/** How well a kind of place fits what is asked for; 0: not at all. */
export function fitOf(cuisine: Cuisine, { words, chinese, anything }: Wish): number {
  const named = words.filter((word) => cuisine.words.has(word)).length
  const inChinese = chinese.length > 0 && cuisine.chineseNames.some((name) => namesChinese(name, chinese))
  if (named === 0 && !inChinese) return anything && cuisine.restaurant ? 1 : 0
  // What a place calls itself counts more than one of its dishes.
  const itself = words.some((word) => cuisine.name.includes(word)) || namesChinese(cuisine.chinese, chinese)
  return 1 + named * 2 + (inChinese ? 2 : 0) + (itself ? 1 : 0)
}
