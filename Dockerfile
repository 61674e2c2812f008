# syntax=docker/dockerfile:1
# Build:  docker build -t metabuilder-database .
# Run:    docker run --read-only --volume metabuilder:/data --publish 127.0.0.1:8080:8080 metabuilder-database
# The server writes only to /data: the SQLite file, the log, and in tmp the unpacked files and the spill files of imports. Secrets
# come from the environment at run time; no layer contains one.

FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn ./.mvn
COPY liquibase ./liquibase
COPY server-config ./server-config
COPY src ./src
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode --no-transfer-progress -Dmaven.test.skip=true package

# Java 21 is the newest that this Payara supports.
FROM eclipse-temurin:21.0.8_9-jre-alpine
RUN addgroup -S -g 10001 metabuilder \
    && adduser -S -D -H -u 10001 -G metabuilder metabuilder \
    && install -d -o metabuilder -g metabuilder -m 0700 /data /data/tmp
# Unpacked, with an archive of its classes, it starts faster. The Java that will use the archive must make it.
RUN --mount=type=bind,from=build,source=/build/target/metabuilder-database.jar,target=/tmp/metabuilder-database.jar \
    java -jar /tmp/metabuilder-database.jar extract /opt/metabuilder-database
ENV METABUILDER_DATA_DIR=/data \
    METABUILDER_HTTP_ADDRESS=0.0.0.0 \
    METABUILDER_HTTP_PORT=8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD wget -q -O /dev/null "http://127.0.0.1:${METABUILDER_HTTP_PORT}/health/ready" || exit 1
# Java is process 1, so it receives the signals. In docker run, a command follows the name of the image.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:-UsePerfData", "-Djava.io.tmpdir=/data/tmp", "@/opt/metabuilder-database/java.options"]
