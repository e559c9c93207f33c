using Hebb.Data.Tables;

namespace Hebb.Data.Tests;

public sealed class RoomsTests
{
    private static readonly string[] s_rooms =
        ["Hebb.Data", "Reading", "Tables", "Csv", "Preprocessing", "Rows", "Images", "Sounds", "Text", "Series", "Synthetic", "Downloads"];

    [Fact]
    public void Arrows_between_rooms_go_one_way() => Assert.Empty(Rooms.Wrong(typeof(Table).Assembly, s_rooms));

    [Fact]
    public void An_arrow_the_other_way_is_seen()
    {
        IReadOnlyList<string> wrong = Rooms.Wrong(typeof(Table).Assembly, [.. s_rooms.Reverse()]);
        Assert.Contains("Csv -> Tables", wrong);
        Assert.DoesNotContain("Tables -> Csv", wrong);
    }

    [Fact]
    public void A_room_that_is_not_listed_is_seen() => Assert.Contains("Downloads -> Hebb.Data", Rooms.Wrong(typeof(Table).Assembly, s_rooms[..^1]));
}
