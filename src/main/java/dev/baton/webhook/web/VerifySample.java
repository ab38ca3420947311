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
                            "npm install standardwebhooks",
                            """
                            import { Webhook } from 'standardwebhooks';

                            const event = new Webhook(process.env.BATON_WEBHOOK_SECRET)
                                .verify(rawBody, request.headers);
                            """),
                    new VerifySample(
                            "Python",
                            "pip install standardwebhooks",
                            """
                            from standardwebhooks import Webhook

                            event = Webhook(os.environ["BATON_WEBHOOK_SECRET"]).verify(raw_body, headers)
                            """),
                    new VerifySample(
                            "Java",
                            "com.standardwebhooks:standardwebhooks",
                            """
                            import com.standardwebhooks.Webhook;

                            new Webhook(System.getenv().get("BATON_WEBHOOK_SECRET")).verify(rawBody, headers);
                            """),
                    new VerifySample(
                            "Go",
                            "github.com/standard-webhooks/standard-webhooks/libraries/go",
                            """
                            wh, err := standardwebhooks.NewWebhook(os.Getenv("BATON_WEBHOOK_SECRET"))
                            err = wh.Verify(rawBody, request.Header)
                            """),
                    new VerifySample(
                            "PHP",
                            "composer require standard-webhooks/standard-webhooks",
                            """
                            $webhook = new \\StandardWebhooks\\Webhook(getenv('BATON_WEBHOOK_SECRET'));
                            $event = $webhook->verify($rawBody, $headers);
                            """));
}
