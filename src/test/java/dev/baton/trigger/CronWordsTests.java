package dev.baton.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

import java.util.Locale;

class CronWordsTests {

    private final CronWords words = new CronWords(texts());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *|every minute|cada minuto|ทุกนาที",
                "*/15 * * * *|every 15 minutes|cada 15 minutos|ทุก 15 นาที",
                "0 * * * *|every hour on the hour|cada hora en punto|ทุกต้นชั่วโมง",
                "0 7 * * *|at 07:00, every day|a las 07:00, todos los días|เวลา 07:00 ทุกวัน",
                "30 9 * * 1-5|at 09:30, Monday to Friday|a las 09:30, de lunes a viernes|เวลา 09:30"
                        + " วันจันทร์ถึงวันศุกร์",
                "0 8,20 * * MON,THU|at 08:00 and 20:00, on Monday and Thursday|a las 08:00 y 20:00,"
                        + " los lunes y jueves|เวลา 08:00 และ 20:00 ในวันจันทร์ และ วันพฤหัสบดี",
                "0 0 1 1 *|at 00:00, on day 1 of the month, in January|a las 00:00, el día 1 del"
                        + " mes, en enero|เวลา 00:00 วันที่ 1 ของเดือน ในเดือน มกราคม",
                "0 0 L * *|at 00:00, on day last of the month|a las 00:00, el día último del"
                        + " mes|เวลา 00:00 วันที่ สุดท้าย ของเดือน",
                "0 1 * * *|at 01:00, every day|a la 01:00, todos los días|เวลา 01:00 ทุกวัน",
                "30 1,13 * * *|at 01:30 and at 13:30, every day|a la 01:30 y a las 13:30, todos los"
                        + " días|เวลา 01:30 และ เวลา 13:30 ทุกวัน",
                "0 7 * * MON|at 07:00, on Monday|a las 07:00, los lunes|เวลา 07:00 ในวันจันทร์",
                "0 7 * * 6,7|at 07:00, on Saturday and Sunday|a las 07:00, los sábados y"
                        + " domingos|เวลา 07:00 ในวันเสาร์ และ วันอาทิตย์",
                "0 7 * * 2-6|at 07:00, Tuesday to Saturday|a las 07:00, de martes a sábado|เวลา"
                        + " 07:00 วันอังคาร ถึง วันเสาร์",
                "0 7 * * 1-3,5|at 07:00, on Monday to Wednesday and Friday|a las 07:00, los días"
                        + " lunes a miércoles y viernes|เวลา 07:00 ในวันจันทร์ ถึง วันพุธ และ"
                        + " วันศุกร์",
                "10 */6 * * *|at minute 10, every 6 hours|en el minuto 10, cada 6 horas|นาทีที่ 10"
                        + " ทุก 6 ชั่วโมง"
            })
    void saysThemPlainly(String cron, String english, String spanish, String thai) {
        assertThat(words.of(cron, Locale.ENGLISH)).isEqualTo(english);
        assertThat(words.of(cron, Locale.of("es"))).isEqualTo(spanish);
        assertThat(words.of(cron, Locale.of("th"))).isEqualTo(thai);
    }

    private static ResourceBundleMessageSource texts() {
        var source = new ResourceBundleMessageSource();
        source.setBasenames("i18n/trigger/messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
