export { compareFigures, flatten } from './olist/compare-figures.js';
export { readFigures, type Figures } from './olist/figures.js';
export { runImport } from './run-import.js';
export { connect } from './souk-client.js';
