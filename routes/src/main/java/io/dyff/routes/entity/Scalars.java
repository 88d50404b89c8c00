package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Normal forms of times, durations and whole numbers, from every form that the contract accepts. Source:
 * contract/schema.md section 1.2, contract/data/vectors/scalars.json.
 */
public final class Scalars {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    /** Larger numbers are milliseconds: as seconds they would lie beyond the year 2600. */
    private static final BigDecimal SECONDS_LIMIT = new BigDecimal("2e10");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
    private static final Pattern NAIVE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([Tt ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?)?");
    private static final Pattern ISO = Pattern.compile(
            "([+-]?)P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?");
    private static final Pattern CLOCK =
            Pattern.compile("(-?)(?:(\\d+) days?, ?)?(\\d+):(\\d{2})(?::(\\d{2}(?:\\.\\d+)?))?");
    private static final BigDecimal DAY = BigDecimal.valueOf(86_400);
    private static final BigDecimal HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

    private Scalars() {}

    /** UTC with {@code Z}, microseconds when there are any. */
    public static String format(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MICROS);
        return (cut.getNano() == 0 ? SECONDS : MICROS).format(cut) + "Z";
    }

    /** The time in its normal form; a naive one is taken as UTC; empty when it is none. */
    public static Optional<String> time(JsonNode value) {
        try {
            if (value.isNumber()) {
                return normal(epoch(value.decimalValue()));
            }
            return value.isTextual() ? normal(instant(value.asText())) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Years have four digits: the clients know no others, and the database not all of them. */
    private static Optional<String> normal(Instant time) {
        return time.isBefore(FIRST) || time.isAfter(LAST) ? Optional.empty() : Optional.of(format(time));
    }

    /** True when the text says no offset from UTC. */
    public static boolean isNaive(JsonNode value) {
        return value.isTextual() && NAIVE.matcher(value.asText()).matches();
    }

    private static Instant instant(String text) {
        if (NUMBER.matcher(text).matches()) {
            return epoch(new BigDecimal(text));
        }
        String iso = text.replace(' ', 'T').replace('t', 'T').replace('z', 'Z');
        if (!NAIVE.matcher(text).matches()) {
            return OffsetDateTime.parse(iso).toInstant();
        }
        return iso.indexOf('T') < 0
                ? LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private static Instant epoch(BigDecimal number) {
        BigDecimal seconds = number.abs().compareTo(SECONDS_LIMIT) > 0 ? number.movePointLeft(3) : number;
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    /** The duration in its normal form, as the released clients write it; empty when it is none. */
    public static Optional<String> duration(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(iso(value.decimalValue()));
        }
        if (!value.isTextual()) {
            return Optional.empty();
        }
        return seconds(value.asText()).map(Scalars::iso);
    }

    /** How long a stored duration is: in its normal form, or a number of seconds. */
    public static Duration length(String duration) {
        BigDecimal seconds = seconds(duration).orElseGet(() -> new BigDecimal(duration));
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Duration.ofSeconds(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static Optional<BigDecimal> seconds(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches() && !text.endsWith("P") && !text.endsWith("T")) {
            BigDecimal days = number(iso, 2)
                    .multiply(BigDecimal.valueOf(365))
                    .add(number(iso, 3).multiply(BigDecimal.valueOf(30)))
                    .add(number(iso, 4).multiply(BigDecimal.valueOf(7)))
                    .add(number(iso, 5));
            BigDecimal all = days.multiply(DAY)
                    .add(number(iso, 6).multiply(HOUR))
                    .add(number(iso, 7).multiply(MINUTE))
                    .add(number(iso, 8));
            return Optional.of("-".equals(iso.group(1)) ? all.negate() : all);
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            BigDecimal all = number(clock, 2)
                    .multiply(DAY)
                    .add(number(clock, 3).multiply(HOUR))
                    .add(number(clock, 4).multiply(MINUTE))
                    .add(number(clock, 5));
            return Optional.of("-".equals(clock.group(1)) ? all.negate() : all);
        }
        return Optional.empty();
    }

    private static BigDecimal number(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private static String iso(BigDecimal value) {
        BigDecimal rest = value.abs().setScale(6, RoundingMode.DOWN);
        BigDecimal[] days = rest.divideAndRemainder(DAY);
        BigDecimal[] years = days[0].divideAndRemainder(BigDecimal.valueOf(365));
        BigDecimal[] hours = days[1].divideAndRemainder(HOUR);
        BigDecimal[] minutes = hours[1].divideAndRemainder(MINUTE);
        String date = part(years[0], "Y") + part(years[1], "D");
        String time = part(hours[0], "H") + part(minutes[0], "M") + part(minutes[1], "S");
        String sign = value.signum() < 0 ? "-" : "";
        if (date.isEmpty() && time.isEmpty()) {
            return "PT0S";
        }
        return sign + "P" + date + (time.isEmpty() ? "" : "T" + time);
    }

    private static String part(BigDecimal number, String unit) {
        return number.signum() == 0 ? "" : number.stripTrailingZeros().toPlainString() + unit;
    }

    /** The whole number; {@code "1"}, {@code 1.0} and {@code true} count as one; empty when it is none. */
    public static Optional<java.math.BigInteger> integer(JsonNode value) {
        try {
            if (value.isBoolean()) {
                return Optional.of(value.asBoolean() ? java.math.BigInteger.ONE : java.math.BigInteger.ZERO);
            }
            if (value.isNumber()) {
                return Optional.of(value.decimalValue().toBigIntegerExact());
            }
            return value.isTextual() && NUMBER.matcher(value.asText()).matches()
                    ? Optional.of(new BigDecimal(value.asText()).toBigIntegerExact())
                    : Optional.empty();
        } catch (ArithmeticException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
