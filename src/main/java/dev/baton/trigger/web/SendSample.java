package dev.baton.trigger.web;

import dev.baton.trigger.HookSignature;

import java.util.List;

/**
 * How somebody sends a request that fits, in a language, with nothing to install. The address and
 * the secret come from the environment.
 */
record SendSample(String language, String code) {

    static List<SendSample> of(HookSignature signature) {
        return switch (signature) {
            case NONE -> PLAIN;
            case STANDARD -> STANDARD;
            case GITHUB -> GITHUB;
        };
    }

    private static final List<SendSample> PLAIN =
            List.of(
                    new SendSample(
                            "curl",
                            """
                            curl -X POST "$BATON_HOOK_ADDRESS" \\
                              -H 'Content-Type: application/json' -d '{"order": 7}'
                            """),
                    new SendSample(
                            "Node.js",
                            """
                            const answer = await fetch(process.env.BATON_HOOK_ADDRESS, {
                                method: 'POST',
                                headers: { 'Content-Type': 'application/json' },
                                body: JSON.stringify({ order: 7 }),
                            });
                            console.log(answer.status, await answer.text());
                            """),
                    new SendSample(
                            "Python",
                            """
                            import json, os, urllib.request

                            request = urllib.request.Request(
                                os.environ["BATON_HOOK_ADDRESS"],
                                data=json.dumps({"order": 7}).encode(),
                                headers={"Content-Type": "application/json"},
                            )
                            with urllib.request.urlopen(request) as answer:
                                print(answer.status, answer.read().decode())
                            """),
                    new SendSample(
                            "Java",
                            """
                            import java.net.URI;
                            import java.net.http.*;

                            class Send {

                                public static void main(String[] args) throws Exception {
                                    var request = HttpRequest.newBuilder(URI.create(System.getenv("BATON_HOOK_ADDRESS")))
                                            .header("Content-Type", "application/json")
                                            .POST(HttpRequest.BodyPublishers.ofString("{\\"order\\": 7}"))
                                            .build();
                                    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                                    System.out.println(answer.statusCode() + " " + answer.body());
                                }
                            }
                            """));

    private static final List<SendSample> STANDARD =
            List.of(
                    new SendSample(
                            "curl",
                            """
                            body='{"order": 7}'
                            id="msg_$(openssl rand -hex 12)"
                            at=$(date +%s)
                            key=$(printf '%s' "${BATON_HOOK_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
                            signature=$(printf '%s.%s.%s' "$id" "$at" "$body" \\
                              | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
                            curl -X POST "$BATON_HOOK_ADDRESS" -H 'Content-Type: application/json' \\
                              -H "webhook-id: $id" -H "webhook-timestamp: $at" \\
                              -H "webhook-signature: v1,$signature" -d "$body"
                            """),
                    new SendSample(
                            "Node.js",
                            """
                            import { createHmac, randomUUID } from 'node:crypto';

                            const body = JSON.stringify({ order: 7 });
                            const id = `msg_${randomUUID()}`;
                            const at = Math.floor(Date.now() / 1000);
                            const key = Buffer.from(process.env.BATON_HOOK_SECRET.slice('whsec_'.length), 'base64');
                            const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
                            const answer = await fetch(process.env.BATON_HOOK_ADDRESS, {
                                method: 'POST',
                                headers: {
                                    'Content-Type': 'application/json',
                                    'webhook-id': id,
                                    'webhook-timestamp': `${at}`,
                                    'webhook-signature': `v1,${signature}`,
                                },
                                body,
                            });
                            console.log(answer.status, await answer.text());
                            """),
                    new SendSample(
                            "Python",
                            """
                            import base64, hashlib, hmac, json, os, time, urllib.request, uuid

                            body = json.dumps({"order": 7})
                            message_id, at = f"msg_{uuid.uuid4()}", int(time.time())
                            key = base64.b64decode(os.environ["BATON_HOOK_SECRET"].removeprefix("whsec_"))
                            signed = f"{message_id}.{at}.{body}".encode()
                            signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
                            request = urllib.request.Request(
                                os.environ["BATON_HOOK_ADDRESS"],
                                data=body.encode(),
                                headers={
                                    "Content-Type": "application/json",
                                    "webhook-id": message_id,
                                    "webhook-timestamp": str(at),
                                    "webhook-signature": f"v1,{signature}",
                                },
                            )
                            with urllib.request.urlopen(request) as answer:
                                print(answer.status, answer.read().decode())
                            """),
                    new SendSample(
                            "Java",
                            """
                            import java.net.URI;
                            import java.net.http.*;
                            import java.time.Instant;
                            import java.util.Base64;
                            import java.util.UUID;
                            import javax.crypto.Mac;
                            import javax.crypto.spec.SecretKeySpec;

                            class Send {

                                public static void main(String[] args) throws Exception {
                                    var body = "{\\"order\\": 7}";
                                    var id = "msg_" + UUID.randomUUID();
                                    var at = Instant.now().getEpochSecond();
                                    var secret = System.getenv("BATON_HOOK_SECRET").substring("whsec_".length());
                                    var mac = Mac.getInstance("HmacSHA256");
                                    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
                                    var signed = (id + "." + at + "." + body).getBytes();
                                    var signature = Base64.getEncoder().encodeToString(mac.doFinal(signed));
                                    var request = HttpRequest.newBuilder(URI.create(System.getenv("BATON_HOOK_ADDRESS")))
                                            .header("Content-Type", "application/json")
                                            .header("webhook-id", id)
                                            .header("webhook-timestamp", String.valueOf(at))
                                            .header("webhook-signature", "v1," + signature)
                                            .POST(HttpRequest.BodyPublishers.ofString(body))
                                            .build();
                                    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                                    System.out.println(answer.statusCode() + " " + answer.body());
                                }
                            }
                            """));

    private static final List<SendSample> GITHUB =
            List.of(
                    new SendSample(
                            "curl",
                            """
                            body='{"order": 7}'
                            signature=$(printf '%s' "$body" | openssl dgst -sha256 -hmac "$BATON_HOOK_SECRET" | sed 's/^.* //')
                            curl -X POST "$BATON_HOOK_ADDRESS" -H 'Content-Type: application/json' \\
                              -H "X-GitHub-Delivery: $(openssl rand -hex 16)" \\
                              -H "X-Hub-Signature-256: sha256=$signature" -d "$body"
                            """),
                    new SendSample(
                            "Node.js",
                            """
                            import { createHmac, randomUUID } from 'node:crypto';

                            const body = JSON.stringify({ order: 7 });
                            const signature = createHmac('sha256', process.env.BATON_HOOK_SECRET).update(body).digest('hex');
                            const answer = await fetch(process.env.BATON_HOOK_ADDRESS, {
                                method: 'POST',
                                headers: {
                                    'Content-Type': 'application/json',
                                    'X-GitHub-Delivery': randomUUID(),
                                    'X-Hub-Signature-256': `sha256=${signature}`,
                                },
                                body,
                            });
                            console.log(answer.status, await answer.text());
                            """),
                    new SendSample(
                            "Python",
                            """
                            import hashlib, hmac, json, os, urllib.request, uuid

                            body = json.dumps({"order": 7}).encode()
                            key = os.environ["BATON_HOOK_SECRET"].encode()
                            request = urllib.request.Request(
                                os.environ["BATON_HOOK_ADDRESS"],
                                data=body,
                                headers={
                                    "Content-Type": "application/json",
                                    "X-GitHub-Delivery": str(uuid.uuid4()),
                                    "X-Hub-Signature-256": "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest(),
                                },
                            )
                            with urllib.request.urlopen(request) as answer:
                                print(answer.status, answer.read().decode())
                            """),
                    new SendSample(
                            "Java",
                            """
                            import java.net.URI;
                            import java.net.http.*;
                            import java.util.HexFormat;
                            import java.util.UUID;
                            import javax.crypto.Mac;
                            import javax.crypto.spec.SecretKeySpec;

                            class Send {

                                public static void main(String[] args) throws Exception {
                                    var body = "{\\"order\\": 7}";
                                    var mac = Mac.getInstance("HmacSHA256");
                                    mac.init(new SecretKeySpec(System.getenv("BATON_HOOK_SECRET").getBytes(), "HmacSHA256"));
                                    var signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
                                    var request = HttpRequest.newBuilder(URI.create(System.getenv("BATON_HOOK_ADDRESS")))
                                            .header("Content-Type", "application/json")
                                            .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                                            .header("X-Hub-Signature-256", "sha256=" + signature)
                                            .POST(HttpRequest.BodyPublishers.ofString(body))
                                            .build();
                                    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                                    System.out.println(answer.statusCode() + " " + answer.body());
                                }
                            }
                            """));
}
