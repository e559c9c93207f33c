using Hebb.Data.Tables;

namespace Hebb.Data.Tests;

public sealed class RoomsTests
{
    [Fact]
    public void Arrows_between_rooms_go_one_way() => Assert.Empty(Rooms.Wrong(
        typeof(Table).Assembly, "Hebb.Data", "Tables", "Csv", "Preprocessing", "Rows", "Images", "Sounds", "Text", "Series", "Synthetic", "Downloads"));
}
