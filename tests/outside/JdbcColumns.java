// What a BI tool does over JDBC (xerial): lists a table's columns, selects every one of them, reads days by getDate and
// binds one by setDate. Prints the lines of jdbc_columns.sql.
//
//   java -cp sqlite-jdbc.jar tests/outside/JdbcColumns.java
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.TreeSet;

public class JdbcColumns {
  static final String LOAD = "jdbc:sqlite::memory:?enable_load_extension=true";

  static Connection connect(String properties) throws SQLException {
    var connection = DriverManager.getConnection(LOAD + properties);
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT load_extension('awscost')");
      statement.execute("CREATE VIRTUAL TABLE costs USING ce_cost_and_usage(group_by = 'service', granularity = 'DAILY',"
          + " hidden = 'none', dates = 'date', slices = 'region', tags = 'team')");
    }
    return connection;
  }

  public static void main(String[] arguments) throws Exception {
    var day = Date.valueOf(LocalDate.now(ZoneOffset.UTC).minusDays(3));
    try (var connection = connect("&date_string_format=yyyy-MM-dd&date_class=TEXT")) {
      var names = new ArrayList<String>();
      var listed = new ArrayList<String>();
      try (var columns = connection.getMetaData().getColumns(null, null, "costs", null)) {
        while (columns.next()) {
          names.add(columns.getString("COLUMN_NAME"));
          listed.add(columns.getString("COLUMN_NAME") + " " + columns.getString("TYPE_NAME"));
        }
      }
      System.out.println(String.join(", ", listed));
      var everything = "SELECT \"" + String.join("\", \"", names) + "\" FROM costs WHERE period_start = ?";
      try (var statement = connection.prepareStatement(everything)) {
        statement.setDate(1, day);
        var rows = statement.executeQuery();
        var days = new TreeSet<String>();
        var declared = new ArrayList<String>();
        double sum = 0;
        int count = 0;
        for (; rows.next(); count++) {
          days.add(rows.getDate("period_start") + " " + rows.getDate("period_end") + " " + rows.getDate("period_day"));
          sum += rows.getDouble("unblended_cost");
          for (int i = 1; count == 0 && i <= names.size(); i++) {
            if (rows.getMetaData().getColumnType(i) == java.sql.Types.DATE) declared.add(names.get(i - 1) + " DATE");
          }
        }
        System.out.println(count + " rows of " + names.size() + " columns");
        System.out.println(String.join("\n", days));
        System.out.println(String.format(java.util.Locale.ROOT, "%.2f", sum));
        System.out.println(String.join(", ", declared));
      }
    }
    // Without date_class, a day is bound as milliseconds: an error with its cure, not an answer without rows.
    try (var connection = connect("");
        var statement = connection.prepareStatement("SELECT count(*) FROM costs WHERE period_start = ?")) {
      statement.setDate(1, day);
      System.out.println("rows: " + statement.executeQuery().getInt(1));
    } catch (SQLException refusal) {
      var said = refusal.getMessage().matches("(?s).*period_start is text and is compared with [0-9]+\\. Write .*");
      System.out.println(said ? "refused: period_start is text and is compared with a number" : refusal.getMessage());
    }
  }
}
