/** One way to buy a product. */
interface DemoVariant {
  readonly name: string;
  /** EUR cents. */
  readonly priceMinor: number;
  readonly weightGrams: number;
}

export interface DemoProduct {
  readonly name: string;
  readonly description: string;
  readonly variants: readonly DemoVariant[];
}

export interface DemoCategory {
  readonly name: string;
  readonly products: readonly DemoProduct[];
}

const variant = (name: string, euros: number, weightGrams: number): DemoVariant => ({ name, priceMinor: Math.round(euros * 100), weightGrams });

const product = (name: string, description: string, ...variants: readonly DemoVariant[]): DemoProduct => ({ name, description, variants });

/** What the demo shop sells. */
export const DEMO_SHOP: readonly DemoCategory[] = [
  { name: 'Ceramics', products: [
    product('Cobalt Tea Bowl', 'Thrown by hand in Fès, with a cobalt glaze that is never the same twice.', variant('Single', 18.5, 320), variant('Set of four', 68, 1_280)),
    product('Terracotta Tagine', 'Slow heat, steep lid: lamb with prunes, or just vegetables from the market.', variant('26 cm', 49, 2_900), variant('30 cm', 62, 3_800)),
    product('Zellige Tile Coaster', 'Four glazed tiles, cut with the hammer, on cork.', variant('Sea green', 24, 640), variant('Saffron', 24, 640), variant('Bone white', 22, 640)),
    product('Olive Oil Cruet', 'Pours in a thin stream and does not drip.', variant('500 ml', 29, 540)),
  ] },
  { name: 'Textiles', products: [
    product('Atlas Wool Blanket', 'Undyed wool from the High Atlas, woven on a wide loom.', variant('140 × 200 cm', 139, 1_900), variant('200 × 240 cm', 198, 2_800)),
    product('Hammam Towel', 'Turkish cotton that dries fast and packs flat.', variant('Indigo stripe', 32, 380), variant('Sand stripe', 32, 380), variant('Black stripe', 34, 380)),
    product('Kilim Cushion Cover', 'Cut from vintage kilims; each one is a single piece.', variant('45 × 45 cm', 45, 420)),
    product('Linen Table Runner', 'Stone-washed linen with a hand-knotted fringe.', variant('150 cm', 38, 310), variant('200 cm', 47, 410)),
  ] },
  { name: 'Lighting', products: [
    product('Pierced Brass Lantern', 'Throws a field of stars on the wall. Takes an E27 bulb.', variant('Small', 79, 1_450), variant('Large', 124, 2_600)),
    product('Mosaic Glass Lamp', 'Set piece by piece in Istanbul, on a bronze foot.', variant('Turquoise', 89, 1_700), variant('Amber', 89, 1_700)),
    product('Raffia Pendant Shade', 'Warm, woven light above a table.', variant('40 cm', 59, 900)),
    product('Beeswax Pillar Candle', 'Forty hours of a quiet flame.', variant('15 cm', 16, 620)),
  ] },
  { name: 'Spices and Tea', products: [
    product('Ras el Hanout', 'Twenty-seven spices, the way the shop on the corner mixes them.', variant('60 g', 7.9, 90), variant('250 g', 24.5, 290)),
    product('Saffron Threads', 'Taliouine saffron, hand-picked before sunrise.', variant('1 g', 11.5, 20), variant('5 g', 49, 40)),
    product('Gunpowder Mint Tea', 'Rolled green tea and dried nana mint.', variant('200 g', 12.9, 260)),
    product('Aleppo Pepper Flakes', 'Mild heat, some sun, a little salt.', variant('80 g', 6.5, 110)),
  ] },
  { name: 'Leather', products: [
    product('Babouche Slippers', 'Soft goatskin, stitched by hand, with a sole that grips.', variant('38', 42, 380), variant('40', 42, 400), variant('42', 42, 420), variant('44', 44, 440)),
    product('Saddle Messenger Bag', 'Vegetable-tanned; it grows darker with every rain.', variant('Tan', 159, 1_300), variant('Walnut', 159, 1_300)),
    product('Round Leather Pouf', 'Comes flat; fill it with blankets that wait for winter.', variant('Natural', 95, 1_800)),
    product('Pocket Notebook Cover', 'Holds an A6 notebook and a pencil.', variant('A6', 27, 140)),
  ] },
  { name: 'Woodwork', products: [
    product('Thuya Jewellery Box', 'Burl wood from Essaouira that smells of cedar when it opens.', variant('Small', 54, 480), variant('Large', 86, 1_050)),
    product('Olive Wood Board', 'One plank, one grain; oil it now and then.', variant('35 cm', 36, 1_100), variant('50 cm', 58, 1_900)),
    product('Backgammon Set', 'Inlaid with lemonwood and mother-of-pearl.', variant('Travel, 30 cm', 74, 1_600), variant('Full, 50 cm', 139, 3_900)),
    product('Lemonwood Spoons', 'Three sizes that will outlive the pot.', variant('Set of three', 19, 160)),
  ] },
];

/** Lower-case words and hyphens. */
export const slugOf = (name: string): string => name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Unique over the shop. */
export const skuOf = (productName: string, variantName: string): string => `${slugOf(productName)}-${slugOf(variantName)}`.toUpperCase();
