# syntax=docker/dockerfile:1

# 1. Build the slim jar: the database comes from outside.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q dependency:go-offline
COPY src src
COPY frontend-assets frontend-assets
RUN --mount=type=cache,target=/root/.m2 mvn -B -q package -DskipTests -Djacoco.skip=true \
    && java -Djarmode=tools -jar target/baton.jar extract --destination /app

# 2. Record an AOT cache, so that classes are loaded and linked once, here: Baton starts on an empty MySQL
#    of this stage's own and ends when everything is in place. A cache that cannot be used ends the build.
FROM mysql:9.7 AS cache
COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk
ENV PATH=/opt/java/openjdk/bin:$PATH
WORKDIR /app
COPY --from=build /app .
RUN set -eu; \
    mysqld --no-defaults --user=mysql --datadir=/tmp/database --initialize-insecure; \
    mysqld --no-defaults --user=mysql --datadir=/tmp/database --daemonize --mysqlx=OFF \
        --bind-address=127.0.0.1 --socket=/tmp/database.sock --log-error=/tmp/database.log; \
    ENVIRONMENT=staging BATON_HOME=/tmp/home SECRET_KEY="$(head -c 48 /dev/urandom | base64)" \
    DATABASE_URL='mysql://root:@127.0.0.1:3306/baton?createDatabaseIfNotExist=true' \
        java -XX:AOTCacheOutput=baton.aot -Dspring.context.exit=onRefresh -jar baton.jar; \
    java -XX:AOTCache=baton.aot -XX:AOTMode=on -cp baton.jar -version

# 3. Run without a shell's rights: a user of its own, nothing writable but /app/.baton.
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /app baton
WORKDIR /app
COPY --from=cache --chown=baton:baton /app .
COPY deploy/baton /usr/local/bin/baton
RUN mkdir .baton && chown baton:baton .baton
USER 10001
ENV BATON_JAR=/app/baton.jar \
    ENVIRONMENT=production \
    BIND_ADDRESS=0.0.0.0 \
    SERVICE_PORT=8008
EXPOSE 8008
HEALTHCHECK --interval=10s --timeout=3s --start-period=40s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVICE_PORT && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:AOTCache=baton.aot", "-XX:InitialRAMPercentage=70", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "baton.jar"]
