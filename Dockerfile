# One image for every service; docker-compose.yml says which main.js it runs.
FROM node:20-bookworm-slim AS build
WORKDIR /souk
COPY . .
RUN node bin/prepare.mjs && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /souk
COPY --from=build --chown=node:node /souk ./
RUN mkdir -p /data && chown node:node /data
USER node
EXPOSE 4000
CMD ["node", "--enable-source-maps", "gateway/dist/main.js"]
