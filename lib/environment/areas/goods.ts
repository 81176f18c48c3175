/**
 * What the shops of the world sell: kinds of goods, made up and mild. A line is
 * name | name in Chinese | price in US cents | further words to find it by.
 */

export interface Kind {
  name: string
  chinese: string
  cents: number
  department: string
  colours: readonly string[]
  sizes: readonly string[]
  words: ReadonlySet<string>
  /** Words for the part of a shop that it stands in. */
  aisle: ReadonlySet<string>
}

interface Department {
  /** Other names for the part of the shop. */
  also?: string
  colours: readonly string[]
  sizes?: readonly string[]
  lines: string
}

const NO_COLOURS: readonly string[] = []
const CLOTHES = ['S', 'M', 'L', 'XL']

const DEPARTMENTS: Record<string, Department> = {
  electronics: {
    also: 'phone accessory gadget camera',
    colours: ['Black', 'White', 'Blue'],
    lines: `
wireless headphones|无线耳机|5900|audio bluetooth earphones headset music noise cancelling
wireless earbuds|无线耳塞|3400|audio bluetooth earphones headphones airpods
bluetooth speaker|蓝牙音箱|4200|audio portable music wireless
smart watch|智能手表|12900|fitness wearable tracker smartwatch
fitness tracker|运动手环|4500|wearable band health steps
phone case|手机壳|1200|iphone android smartphone cover
phone charger|手机充电器|1800|usb-c usb fast adapter power iphone android
mobile phone|智能手机|32900|smartphone cell android unlocked burner iphone
power bank|充电宝|2900|battery portable charger usb
tablet|平板电脑|21900|android screen ipad drawing
e-reader|电子书阅读器|11900|ebook kindle reading books
digital camera|数码相机|38900|photo photography video
camera tripod|相机三脚架|3600|photo photography stand phone
security camera|监控摄像头|4800|home wifi indoor outdoor surveillance
video doorbell|可视门铃|7900|home security smart camera
smart plug|智能插座|1500|home wifi outlet energy
smart light bulb|智能灯泡|1300|home lamp led wifi colour
dash camera|行车记录仪|6900|car video recorder
projector|投影仪|15900|movie home cinema video
television|电视机|34900|tv smart screen led
radio|收音机|2900|fm portable emergency music
GPS tracker|定位器|2500|keys luggage pet tag location
action camera|运动相机|17900|video sports waterproof photo
walkie talkie|对讲机|3900|radio hiking two-way`,
  },
  computers: {
    also: 'electronics computer office',
    colours: ['Black', 'Silver'],
    lines: `
laptop|笔记本电脑|64900|computer notebook pc ultrabook work
laptop stand|笔记本支架|2700|computer desk ergonomic holder aluminium
laptop bag|电脑包|3500|computer sleeve case backpack
mechanical keyboard|机械键盘|7400|computer gaming wireless typing
wireless mouse|无线鼠标|2200|computer ergonomic bluetooth gaming
computer monitor|电脑显示器|18900|screen display 27 inch 4k
webcam|网络摄像头|4600|camera video meeting usb hd
USB microphone|麦克风|5800|audio recording podcast streaming
external hard drive|移动硬盘|6900|storage backup usb portable
solid state drive|固态硬盘|7900|ssd storage nvme internal
USB flash drive|优盘|1100|storage memory stick thumb
memory card|存储卡|1600|sd microsd storage camera
USB hub|扩展坞|2900|adapter dock usb-c hdmi
network switch|交换机|3200|ethernet router lan
wifi router|无线路由器|8900|wireless network mesh internet
printer|打印机|11900|ink office paper scanner
printer ink|墨盒|3200|cartridge toner office
graphics card|显卡|38900|gpu gaming pc
single board computer|单板电脑|6500|raspberry electronics maker kit
HDMI cable|高清线|1000|adapter video display cord`,
  },
  home: {
    also: 'household furniture decor',
    colours: ['White', 'Grey', 'Beige'],
    lines: `
desk lamp|台灯|3100|light led reading office
floor lamp|落地灯|5600|light living room led
string lights|串灯|1700|decoration party christmas outdoor led
candle set|蜡烛|2100|scented gift decoration aroma
picture frame|相框|1500|photo wall decoration
wall clock|挂钟|2400|time decoration silent
alarm clock|闹钟|1900|time bedside digital
throw blanket|毛毯|2800|bed sofa warm soft
pillow|枕头|2600|bed sleep memory foam
bed sheets|床单|3900|cotton bedding set queen
curtains|窗帘|3400|blackout window bedroom
area rug|地毯|6800|carpet living room floor
storage box|收纳箱|2200|organizer basket container shelf
bookshelf|书架|7400|furniture shelf wood storage
shower curtain|浴帘|1800|bathroom
bath towel|浴巾|1900|bathroom cotton towels
vacuum cleaner|吸尘器|12900|cleaning cordless floor
robot vacuum|扫地机器人|21900|cleaning floor smart
air purifier|空气净化器|9900|filter hepa room clean
humidifier|加湿器|3800|room air mist
fan|风扇|3300|cooling desk summer
space heater|取暖器|4900|electric room winter warm
smoke alarm|烟雾报警器|2300|detector fire safety carbon monoxide
cleaning supplies|清洁用品|1600|cleaner spray cloth detergent household
safe box|保险箱|8900|lock security documents`,
  },
  furniture: {
    also: 'home office bedroom living room',
    colours: ['Oak', 'White', 'Grey'],
    lines: `
sofa|沙发|39900|couch living room loveseat
bed frame|床架|22900|bedroom queen wood
mattress|床垫|26900|bed memory foam sleep
desk|书桌|14900|table computer writing office work
dining table|餐桌|24900|kitchen wood chairs
dining chair|餐椅|7900|kitchen seat
wardrobe|衣柜|21900|closet clothes storage
coffee table|茶几|9900|living room wood
shoe rack|鞋架|3400|storage entrance organizer
mirror|镜子|5400|wall bathroom dressing`,
  },
  appliances: {
    also: 'home kitchen household electronics',
    colours: ['White', 'Silver'],
    lines: `
microwave|微波炉|9400|oven kitchen cooking
refrigerator|冰箱|49900|fridge freezer kitchen
washing machine|洗衣机|45900|washer laundry dryer
air conditioner|空调|32900|cooling portable summer
dishwasher|洗碗机|38900|kitchen dishes
toaster|烤面包机|3400|bread kitchen breakfast
iron|电熨斗|3900|steam clothes ironing
sewing machine|缝纫机|13900|fabric craft clothes
water filter|净水器|3600|pitcher purifier drinking
electric oven|电烤箱|8900|baking kitchen toaster`,
  },
  kitchen: {
    also: 'home',
    colours: ['Red', 'Black', 'White'],
    lines: `
coffee maker|咖啡机|6900|drip espresso machine kitchen
coffee grinder|磨豆机|3900|beans burr kitchen
electric kettle|电热水壶|3500|tea water kitchen
blender|搅拌机|5200|smoothie mixer kitchen
air fryer|空气炸锅|8400|oven cooking kitchen
rice cooker|电饭煲|6100|cooking kitchen
frying pan|平底锅|3200|cookware nonstick skillet pots
kitchen knife set|刀具套装|5400|chef cutting cooking
cutting board|砧板|1900|bamboo wood kitchen
water bottle|水杯|2100|insulated steel reusable sports tumbler
coffee mug|马克杯|1300|cup ceramic gift
lunch box|饭盒|1800|bento container food
baking set|烘焙套装|2700|cake pan cookies tins mold
kitchen scale|厨房秤|1600|digital weight cooking baking
dinnerware set|餐具套装|5800|plates bowls dishes cutlery
food storage containers|保鲜盒|2500|glass lids kitchen meal prep`,
  },
  clothing: {
    also: 'fashion apparel clothe men women',
    colours: ['Black', 'Navy', 'Red', 'White'],
    sizes: CLOTHES,
    lines: `
t-shirt|T恤|1500|shirt tee cotton clothes top
dress shirt|衬衫|3200|formal business clothes button
hoodie|连帽衫|3600|sweatshirt jumper clothes warm
ski jacket|滑雪服|11900|snow winter coat sports
winter jacket|冬季外套|8900|coat warm parka clothes
rain jacket|雨衣|5900|waterproof coat outdoor hiking
jeans|牛仔裤|4400|trousers pants denim clothes
summer dress|连衣裙|3900|women clothes skirt
yoga pants|瑜伽裤|2900|leggings sports fitness clothes
wedding dress|婚纱|24900|bridal gown white formal
suit|西装|12900|formal business jacket trousers
socks|袜子|1200|cotton wool warm pairs
wool scarf|围巾|2400|warm winter accessory
gloves|手套|1800|warm winter touchscreen work
baseball cap|棒球帽|1600|hat sun accessory
sunglasses|太阳镜|2200|uv eyewear accessory summer
swimsuit|泳衣|3100|swim beach pool bikini
pajamas|睡衣|3300|sleepwear pyjamas cotton
costume|演出服|3500|halloween party cosplay fancy dress`,
  },
  shoes: {
    also: 'fashion clothing footwear sport',
    colours: ['Black', 'White', 'Brown'],
    sizes: ['38', '39', '40', '41', '42', '43', '44'],
    lines: `
running shoes|跑步鞋|7400|sneakers sports trainers jogging
sneakers|运动鞋|5900|casual trainers footwear
hiking boots|登山靴|9900|outdoor trekking footwear waterproof
sandals|凉鞋|3400|summer beach footwear
dress shoes|皮鞋|8200|formal leather footwear business
slippers|拖鞋|1900|home indoor warm`,
  },
  beauty: {
    also: 'personal care health',
    colours: NO_COLOURS,
    lines: `
face cream|面霜|2400|moisturizer skincare skin lotion
sunscreen|防晒霜|1700|sun spf skin lotion protection
shampoo|洗发水|1400|hair care conditioner
hair dryer|吹风机|4300|blow hair styling
electric toothbrush|电动牙刷|4900|dental teeth oral care
lipstick|口红|1600|makeup cosmetics lips
makeup brush set|化妆刷|2100|cosmetics beauty brushes
perfume|香水|5200|fragrance scent gift
electric shaver|剃须刀|6400|razor beard trimmer grooming
bath set|沐浴套装|2600|soap gift spa body
nail polish|指甲油|1100|manicure cosmetics
toothpaste|牙膏|800|dental teeth oral care
razor|剃刀|1500|shaving blades grooming
hand cream|护手霜|1200|skincare lotion moisturizer
cotton pads|化妆棉|700|makeup remover`,
  },
  health: {
    also: 'medical personal care household pharmacy',
    colours: NO_COLOURS,
    lines: `
first aid kit|急救包|2900|bandage medical emergency safety travel
blood pressure monitor|血压计|4700|medical health cuff
thermometer|体温计|1900|fever medical digital
face masks|口罩|1500|mask protection medical n95 respirator
hand sanitizer|洗手液|900|hygiene gel soap
vitamin tablets|维生素片|1800|supplement vitamins health d c multivitamin
protein powder|蛋白粉|3600|supplement fitness shake whey
massage gun|筋膜枪|7900|muscle recovery massager
heating pad|热敷垫|2800|pain warm back
reading glasses|老花镜|1600|eyewear vision
pill organizer|药盒|1000|weekly box medicine
knee brace|护膝|2300|support sports joint`,
  },
  toys: {
    also: 'game hobby kid',
    colours: NO_COLOURS,
    lines: `
building blocks|积木|3400|lego bricks kids toy construction
board game|桌游|2900|family party cards toy
puzzle|拼图|1900|jigsaw 1000 pieces family toy
plush bear|毛绒熊|2200|teddy stuffed animal toy gift kids
toy car|玩具车|1700|remote control rc kids vehicle
doll|娃娃|2400|kids toy gift
science kit|科学实验套装|3200|stem kids experiment educational toy chemistry lab laboratory
drone|无人机|14900|quadcopter camera flying remote
playing cards|扑克牌|700|deck game poker
video game controller|游戏手柄|5400|gaming console gamepad
video game|电子游戏|4900|console gaming software
kite|风筝|1500|outdoor kids flying`,
  },
  books: {
    also: 'media education textbook',
    colours: NO_COLOURS,
    lines: `
cookbook|食谱书|2200|book recipes cooking
programming book|编程书|3900|book python javascript coding computer software learn
mystery novel|推理小说|1400|book fiction thriller story
science fiction novel|科幻小说|1500|book story space
history book|历史书|2400|book nonfiction world
children's picture book|绘本|1200|book kids story bedtime
travel guide|旅行指南|1900|book city map trip
language course book|语言教材|2700|book learn english spanish chinese study textbook
chemistry textbook|化学教材|5900|book science study school university
biology textbook|生物教材|5900|book science study school university
mathematics textbook|数学教材|5400|book study school university algebra statistics
business book|商业书|2100|book management marketing finance investing
self-help book|励志书|1700|book habits psychology
cybersecurity book|网络安全书|4400|book security network computer defence
photography book|摄影书|3200|book art camera
poetry collection|诗集|1300|book poems literature`,
  },
  office: {
    also: 'school stationery furniture',
    colours: ['Black', 'Grey'],
    lines: `
office chair|办公椅|15900|desk ergonomic furniture chair
standing desk|升降桌|27900|office furniture table adjustable
notebook|笔记本|1100|paper journal writing diary stationery
pens|签字笔|900|writing ink ballpoint stationery
fountain pen|钢笔|3900|writing ink gift stationery
planner|日程本|1700|calendar diary organizer stationery
whiteboard|白板|4200|office markers school
paper shredder|碎纸机|6400|office documents
printer paper|打印纸|1200|office a4 sheets copy
envelopes|信封|800|office mail post stationery
desk organizer|桌面收纳|2000|office storage pens
label maker|标签机|3300|office printer labels
backpack|双肩包|4900|bag school travel laptop student
school supplies|学习用品|2400|pencils crayons kids stationery set`,
  },
  sports: {
    also: 'outdoor fitness recreation',
    colours: ['Black', 'Blue', 'Green'],
    lines: `
yoga mat|瑜伽垫|2600|fitness exercise gym pilates
dumbbells|哑铃|5400|weights fitness gym exercise strength
resistance bands|弹力带|1500|fitness exercise gym
jump rope|跳绳|1100|fitness exercise
bicycle|自行车|32900|bike cycling road mountain
bike helmet|自行车头盔|4200|cycling safety bicycle
bike lock|自行车锁|2800|cycling security bicycle chain
basketball|篮球|2600|ball sports
football|足球|2400|soccer ball sports
tennis racket|网球拍|6900|sports racquet badminton
camping tent|帐篷|11900|outdoor hiking shelter
sleeping bag|睡袋|5600|camping outdoor hiking
camping stove|露营炉|3900|outdoor cooking gas
solar panel|太阳能板|9900|power camping outdoor charger
flashlight|手电筒|1900|torch led outdoor emergency light
fishing rod|钓鱼竿|4400|outdoor fish reel
binoculars|望远镜|5900|outdoor bird watching
swimming goggles|泳镜|1600|swim pool sports
trekking poles|登山杖|3700|hiking outdoor`,
  },
  garden: {
    also: 'home outdoor patio lawn',
    colours: ['Green', 'Terracotta'],
    lines: `
garden hose|花园水管|3400|water outdoor lawn
plant pot|花盆|1700|flower planter indoor
vegetable seeds|蔬菜种子|900|garden tomato herb flower planting seed
potting soil|营养土|1600|garden plants compost
plant fertilizer|植物肥料|1400|garden food lawn
garden tools|园艺工具|2900|shovel trowel rake pruning
lawn mower|割草机|21900|grass garden electric
bird feeder|喂鸟器|2300|garden birds outdoor
patio umbrella|户外遮阳伞|6900|sun garden outdoor
solar light|太阳能灯|2900|garden outdoor path panel led
house plant|室内植物|2400|green flower pot gift`,
  },
  pets: {
    also: 'animal',
    colours: ['Red', 'Blue'],
    lines: `
dog food|狗粮|4200|pet puppy dry
cat food|猫粮|3800|pet kitten wet
dog leash|狗绳|1700|pet collar walking harness
cat litter|猫砂|2100|pet box
pet bed|宠物窝|3600|dog cat soft
cat toy|猫玩具|1200|pet play feather
aquarium|鱼缸|8900|fish tank pet`,
  },
  baby: {
    also: 'kid',
    colours: ['Pink', 'Blue', 'Grey'],
    lines: `
diapers|纸尿裤|3200|baby nappies
baby monitor|婴儿监护器|7900|camera audio infant
stroller|婴儿车|18900|baby pram travel
baby wipes|婴儿湿巾|1100|diaper cleaning soft
baby bottle|奶瓶|1600|infant feeding milk
baby clothes|婴儿服|2100|infant onesie newborn gift
car seat|儿童安全座椅|14900|baby safety infant`,
  },
  grocery: {
    also: 'food gourmet',
    colours: NO_COLOURS,
    lines: `
coffee beans|咖啡豆|1800|coffee arabica roast food
green tea|绿茶|1500|tea leaves drink food
chocolate gift box|巧克力礼盒|2600|candy sweets gift food
olive oil|橄榄油|1900|cooking food
honey|蜂蜜|1400|food sweet natural
mixed nuts|混合坚果|1700|snack food almonds
snack box|零食礼包|2400|snacks food chips candy
instant noodles|方便面|1300|ramen food noodle
rice|大米|2200|food grain bag
spice set|香料套装|2300|food cooking seasoning
canned food|罐头|1900|emergency food storage soup beans
bottled water|瓶装水|1100|drink emergency`,
  },
  tools: {
    also: 'hardware industrial home improvement diy',
    colours: NO_COLOURS,
    lines: `
cordless drill|电钻|8400|power tool driver screwdriver battery
screwdriver set|螺丝刀套装|2600|tool hand repair precision
tool box|工具箱|4900|storage tool set
hammer|锤子|1900|tool hand nails
tape measure|卷尺|1200|tool measuring
ladder|梯子|7900|step home tool
work gloves|工作手套|1400|safety protection hand
safety glasses|护目镜|1300|protection eyewear goggles work lab equipment
respirator mask|防护面罩|3400|safety protection dust paint
paint set|油漆|2800|wall brush roller colour
duct tape|胶带|900|adhesive repair
padlock|挂锁|1600|lock security keys
extension cord|延长线|1700|power outlet cable
multimeter|万用表|3100|electrical tester voltage tool
soldering iron|电烙铁|3600|electronics tool kit repair
3D printer|三维打印机|24900|filament maker plastic
battery pack|电池|1300|aa aaa rechargeable batteries`,
  },
  automotive: {
    also: 'car vehicle',
    colours: ['Black'],
    lines: `
car phone holder|车载手机架|1700|mount car vehicle
tire inflator|充气泵|3900|car air pump tyre
car floor mats|汽车脚垫|4200|vehicle interior
jump starter|汽车应急电源|7400|car battery emergency
engine oil|机油|3200|car motor
car wash kit|洗车套装|2800|cleaning vehicle wax`,
  },
  music: {
    also: 'instrument entertainment',
    colours: ['Natural', 'Black'],
    lines: `
acoustic guitar|木吉他|13900|instrument strings beginner
violin|小提琴|15900|instrument strings beginner
ukulele|尤克里里|5400|instrument strings
digital piano|电钢琴|34900|keyboard instrument music
drum sticks|鼓棒|1200|instrument percussion
guitar strings|吉他弦|1000|instrument accessory
vinyl record|黑胶唱片|2700|album music lp
record player|唱片机|11900|turntable vinyl music audio`,
  },
  travel: {
    also: 'luggage bag fashion',
    colours: ['Black', 'Green', 'Red'],
    lines: `
suitcase|行李箱|9900|luggage travel carry-on trolley
travel pillow|旅行枕|2200|neck flight sleep
travel adapter|旅行转换插头|2000|plug universal power
packing cubes|收纳袋|2400|luggage organizer
passport holder|护照夹|1500|wallet travel document
wallet|钱包|2900|leather card money
handbag|手提包|5900|bag women leather purse
umbrella|雨伞|1800|rain compact folding`,
  },
  gifts: {
    also: 'party jewelry arts craft',
    colours: NO_COLOURS,
    lines: `
greeting cards|贺卡|900|birthday gift paper thank you
gift basket|礼物篮|4900|present hamper food birthday
flower bouquet|花束|4400|flowers roses gift
necklace|项链|5400|jewelry gift silver pendant
watch|手表|8900|wristwatch gift time jewelry
earrings|耳环|2900|jewelry gift silver
party supplies|派对用品|2100|balloons decoration birthday celebration
wrapping paper|包装纸|1000|gift present ribbon
photo album|相册|2300|pictures memory gift
art supplies|美术用品|2700|paint brushes canvas drawing pencils craft
knitting kit|编织套装|3100|wool yarn craft sewing`,
  },
}

/** Words that say nothing of what is looked for. */
const FILLERS = new Set(
  'a an and best buy cheap deal for from good high in kit low my new of on online or popular quality sale set some the to top under with'.split(
    ' ',
  ),
)

/** The words of a text to find things by: small letters, without a plural's s. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word))
    .filter((word) => word !== '' && !FILLERS.has(word))

/** The runs of letters in a text that hold a Chinese character: 智能手机, T恤. */
export const chineseIn = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((run) => /\p{Script=Han}/u.test(run))

/** Whether one of the runs holds a Chinese name, or is a part of it: 手机 names 手机壳 too. */
export const namesChinese = (name: string, runs: readonly string[]): boolean =>
  runs.some((run) => run.includes(name) || (run.length > 1 && name.includes(run)))

function readLine(department: string, { also = '', colours, sizes = [] }: Department, line: string): Kind {
  const [name = '', chinese = '', cents = '', more = ''] = line.split('|')
  const words = new Set(wordsOf(`${name} ${more} ${department}`))
  const aisle = new Set(wordsOf(`${department} ${also}`))
  return { name, chinese, cents: Number(cents), department, colours, sizes, words, aisle }
}

export const KINDS: readonly Kind[] = Object.entries(DEPARTMENTS).flatMap(([name, department]) =>
  department.lines
    .trim()
    .split('\n')
    .map((line) => readLine(name, department, line)),
)

const AISLES = Object.keys(DEPARTMENTS)
/** The number that shops give a department. */
export const aisleNumber = (kind: Kind): string => String(5_001 + AISLES.indexOf(kind.department) * 13)

/** Whether a kind stands in the part of the shop that a name or a number stands for. */
export function standsIn(kind: Kind, category: string): boolean {
  if (category.trim() === aisleNumber(kind)) return true
  return wordsOf(category).some((word) => kind.aisle.has(word) || kind.words.has(word))
}

const byWord = new Map<string, number[]>()
KINDS.forEach(({ words }, index) => {
  for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), index])
})
const nameWords = KINDS.map(({ name }) => new Set(wordsOf(name)))

/** A word of the name counts more than one beside it. */
const IN_NAME = 3
/** What fits less than this share of the best is left out. */
const ENOUGH = 0.5

/** The kinds that a query names, as indices of KINDS with how well they fit, best first. */
export function findKinds(query: string): { index: number; fit: number }[] {
  const fits = new Map<number, number>()
  const add = (index: number, fit: number) => fits.set(index, (fits.get(index) ?? 0) + fit)
  for (const word of new Set(wordsOf(query))) {
    for (const index of byWord.get(word) ?? []) add(index, nameWords[index]!.has(word) ? IN_NAME : 1)
  }
  const runs = chineseIn(query)
  if (runs.length > 0) {
    KINDS.forEach(({ chinese }, index) => {
      if (namesChinese(chinese, runs)) add(index, IN_NAME * 2)
    })
  }
  const best = Math.max(0, ...fits.values())
  return [...fits]
    .filter(([, fit]) => fit >= best * ENOUGH)
    .map(([index, fit]) => ({ index, fit }))
    .sort((one, two) => two.fit - one.fit || one.index - two.index)
}
