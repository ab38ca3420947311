package dev.baton.webhook.web;

import java.util.List;

/**
 * How a receiver checks a request in its language, with the library of Standard Webhooks.
 *
 * @param library what to install
 */
record VerifySample(String language, String library, String code) {

    static final List<VerifySample> ALL =
            List.of(
                    new VerifySample(
                            "Node.js",
                            "npm install standardwebhooks express",
                            """
                            import express from 'express';
                            import { Webhook } from 'standardwebhooks';

                            const webhook = new Webhook(process.env.BATON_WEBHOOK_SECRET);
                            const app = express();

                            // express.raw keeps the body as it arrived; express.json would change it.
                            app.post('/hook', express.raw({ type: 'application/json' }), (request, response) => {
                                let event;
                                try {
                                    event = webhook.verify(request.body, request.headers);
                                } catch {
                                    return response.sendStatus(401);
                                }
                                console.log(event.type, event.id);
                                response.sendStatus(204);
                            });

                            app.listen(3000);
                            """),
                    new VerifySample(
                            "Python",
                            "pip install standardwebhooks flask",
                            """
                            import os

                            from flask import Flask, request
                            from standardwebhooks.webhooks import Webhook, WebhookVerificationError

                            webhook = Webhook(os.environ["BATON_WEBHOOK_SECRET"])
                            app = Flask(__name__)

                            @app.post("/hook")
                            def hook():
                                try:
                                    event = webhook.verify(request.get_data(), dict(request.headers))
                                except WebhookVerificationError:
                                    return "", 401
                                print(event["type"], event["id"])
                                return "", 204
                            """),
                    new VerifySample(
                            "Java",
                            "com.standardwebhooks:standardwebhooks:1.2.0",
                            """
                            import com.standardwebhooks.Webhook;
                            import com.standardwebhooks.exceptions.WebhookVerificationException;
                            import java.net.http.HttpHeaders;
                            import org.springframework.http.ResponseEntity;
                            import org.springframework.util.MultiValueMap;
                            import org.springframework.web.bind.annotation.*;

                            @RestController
                            class HookController {

                                private final Webhook webhook;

                                HookController() throws Exception {
                                    webhook = new Webhook(System.getenv("BATON_WEBHOOK_SECRET"));
                                }

                                @PostMapping("/hook")
                                ResponseEntity<Void> hook(@RequestBody String body, @RequestHeader MultiValueMap<String, String> headers) {
                                    try {
                                        webhook.verify(body, HttpHeaders.of(headers, (name, value) -> true));
                                    } catch (WebhookVerificationException refused) {
                                        return ResponseEntity.status(401).build();
                                    }
                                    return ResponseEntity.noContent().build();
                                }
                            }
                            """),
                    new VerifySample(
                            "Go",
                            "go get github.com/standard-webhooks/standard-webhooks/libraries",
                            """
                            package main

                            import (
                            	"io"
                            	"log"
                            	"net/http"
                            	"os"

                            	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
                            )

                            func main() {
                            	webhook, err := standardwebhooks.NewWebhook(os.Getenv("BATON_WEBHOOK_SECRET"))
                            	if err != nil {
                            		log.Fatal(err)
                            	}
                            	http.HandleFunc("POST /hook", func(w http.ResponseWriter, r *http.Request) {
                            		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
                            		if err != nil || webhook.Verify(body, r.Header) != nil {
                            			w.WriteHeader(http.StatusUnauthorized)
                            			return
                            		}
                            		w.WriteHeader(http.StatusNoContent)
                            	})
                            	log.Fatal(http.ListenAndServe(":3000", nil))
                            }
                            """),
                    new VerifySample(
                            "PHP",
                            "composer require standard-webhooks/standard-webhooks",
                            """
                            <?php
                            require 'vendor/autoload.php';

                            $webhook = new \\StandardWebhooks\\Webhook(getenv('BATON_WEBHOOK_SECRET'));
                            // The library looks for names in lower case.
                            $headers = array_change_key_case(getallheaders(), CASE_LOWER);
                            try {
                                $event = $webhook->verify(file_get_contents('php://input'), $headers);
                            } catch (\\StandardWebhooks\\Exception\\WebhookVerificationException $refused) {
                                http_response_code(401);
                                exit;
                            }
                            error_log($event['type'] . ' ' . $event['id']);
                            http_response_code(204);
                            """));
}
