package dev.baton.platform;

/**
 * A variable keeps this instance from starting. The sentence names the variable, never its value.
 */
public class BadConfiguration extends RuntimeException {

    private final String remedy;

    /**
     * @param variable as the operator knows it: {@code SECRET_KEY}
     * @param fact what is wrong, continuing the variable's name: "is not set"
     * @param remedy what to do, a whole sentence
     */
    public BadConfiguration(String variable, String fact, String remedy) {
        super(variable + " " + fact + ".");
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
