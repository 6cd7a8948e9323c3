# docker build -t misquote . && docker run --rm -v "$PWD:/articles" misquote check
FROM python:3.12-slim AS build
COPY . /src
RUN pip install --no-cache-dir --prefix=/install /src

FROM python:3.12-slim
RUN apt-get update -q && apt-get install -qy --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /articles
COPY --from=build /install /usr/local
ENV MISQUOTE_CACHE_DIR=/tmp/misquote
WORKDIR /articles
USER 1000:1000
ENTRYPOINT ["misquote"]
CMD ["check"]
