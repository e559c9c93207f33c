namespace Hebb.Learning.Tests;

public sealed class RoomsTests
{
    [Fact]
    public void Arrows_between_rooms_go_one_way() => Assert.Empty(Rooms.Wrong(
        typeof(LearningKinds).Assembly, "Trees", "Evaluation", "Reports", "Training", "Kinds", "Tables", "Images", "Sounds", "Texts", "Series", "Characters",
            "Streaming", "Tuning", "Hebb.Learning"));
}
